import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 3])
w = tf.Variable(tf.ones([2, 3]))
out = tf.matmul(x, w)
assert out.shape[1] == y.shape[1]
assert len(out.shape) == 2
loss = tf.reduce_sum(out - y)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(loss, {x: [[1.0, 2.0]], y: [[1.0, 2.0, 3.0]]}))
    print(sess.run(out, {x: [[1.0, 2.0]]}))

import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 2])
scale = tf.placeholder_with_default(2.0, shape=(), name="scale")
w = tf.Variable([1.0, 2.0])
y = tf.reduce_sum(x * w * scale)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1.0,2]]}))
    print(sess.run(y, {x: [[1.0,2]], scale: -1}))
    pass

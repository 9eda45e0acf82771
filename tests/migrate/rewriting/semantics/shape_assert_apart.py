import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 2])
a = x * 2.0
b = y * 3.0
assert a.shape.as_list() == b.shape.as_list()
with tf.Session() as sess:
    print(sess.run(a, {x: [[1.0, 2.0]]}))
    print(sess.run(b, {y: [[1.0, 2.0]]}))

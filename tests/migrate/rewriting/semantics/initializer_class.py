import tensorflow as tf

a = tf.get_variable("a", dtype=tf.float32, shape=[], initializer=tf.zeros_initializer)
w = tf.get_variable("w", [2, 3], initializer=tf.ones_initializer)
x = tf.placeholder(tf.float32, [None, 2])
y = tf.matmul(x, w) + a
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1, 2]]}), sess.run(a))

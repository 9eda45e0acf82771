"""Seeds given by position: first values that begin alike, a draw of a run, a draw of a dataset's function."""

import tensorflow as tf

w1 = tf.Variable(tf.random_normal([2], 0.0, 1.0, tf.float32, 7))
w2 = tf.Variable(tf.random_normal([3], 0.0, 1.0, tf.float32, 7))
noise = tf.random_uniform([2], 0.0, 1.0, tf.float32, 7)
y = w1 + noise
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([w1, w2]))
    for _ in range(2):
        print(sess.run(y))

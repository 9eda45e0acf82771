"""First values of one seed that begin alike, of several kinds and dtypes, in a loop, in a helper, beside a graph seed."""

import numpy as np
import tensorflow as tf

tf.set_random_seed(5)


def weight(shape):
    return tf.Variable(tf.truncated_normal(shape, stddev=0.1, seed=3))


w1 = tf.Variable(tf.random_normal([2, 3], stddev=1, seed=1))
w2 = tf.Variable(tf.random_normal([3, 1], 0.5, 2.0, tf.float64, 1))
w3 = tf.Variable(tf.random_normal([3, 1], seed=1))
u = tf.Variable(tf.random_uniform([2], -1.0, 1.0, seed=1), name="u")
n = tf.Variable(tf.random_uniform((4,), 0, 9, dtype=tf.int32, seed=1))
first, second = weight([2]), weight([3])
x = tf.placeholder(tf.float32, [None, 2])
y = tf.matmul(tf.matmul(x, w1), w3) + tf.reduce_sum(u) + tf.reduce_sum(first) * tf.reduce_sum(second)
train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_mean(tf.square(y)))
init = tf.global_variables_initializer()
for _ in range(2):
    with tf.Session() as sess:
        sess.run(init)
        print(sess.run([w1, w2, w3]), sess.run([u, n, first, second]))
        for _ in range(3):
            sess.run(train, {x: np.ones([2, 2])})
        print(sess.run(y, {x: np.ones([2, 2])}))

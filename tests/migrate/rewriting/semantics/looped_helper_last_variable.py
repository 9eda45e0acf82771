# the last variable of a loop of a helper is read after it
import numpy as np
import tensorflow as tf


def network(x, n, sizes):
    for size in sizes:
        w = tf.Variable(tf.fill([n, size], 0.5))
        x = tf.reduce_sum(x) * w[0, 0] * tf.ones([1, size])
        n = size
    return x + w


x = tf.placeholder(tf.float32, [None, 2])
out = network(x, 2, [3, 4])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: np.ones([1, 2])}))

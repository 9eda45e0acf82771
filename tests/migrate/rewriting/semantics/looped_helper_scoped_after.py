# the loop of a helper is in a scope, and what it leaves is read outside
import numpy as np
import tensorflow as tf


def network(x, sizes):
    n = 2
    with tf.name_scope("layers"):
        for size in sizes:
            w = tf.Variable(tf.fill([n, size], 0.5))
            x = tf.matmul(x, w)
            n = size
    return x / n


x = tf.placeholder(tf.float32, [None, 2])
out = network(x, [3, 4])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: np.ones([1, 2])}))

# what the loop of a helper leaves in names is read after it
import numpy as np
import tensorflow as tf


def network(x, n, sizes):
    for size in sizes:
        w = tf.Variable(tf.fill([n, size], 0.5))
        x = tf.matmul(x, w)
        n = size
    return x / n


x = tf.placeholder(tf.float32, [None, 2])
out = network(x, 2, [3, 4])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: np.ones([1, 2])}))

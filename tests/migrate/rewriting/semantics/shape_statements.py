"""Sizes taken from static shapes by statements of their own, for the graph, for variables and for what is printed."""

import numpy as np
import tensorflow as tf


def filters(shape):
    return (np.arange(np.prod(shape)).reshape(shape) % 5 - 2).astype(np.float32)


def main():
    x = tf.placeholder(tf.float32, [None, 4, 4, 3])
    w = tf.Variable(tf.reshape(tf.cast(tf.range(54) % 5, tf.float32), [3, 3, 3, 2]))
    pool = tf.nn.max_pool(tf.nn.conv2d(x, w, [1, 1, 1, 1], "SAME"), [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
    shape = pool.get_shape().as_list()
    size = np.prod(shape[1:])
    flat = tf.reshape(pool, [-1, size])
    w2 = tf.Variable(filters((shape[1] * shape[2] * shape[3], 5)))
    rows, columns = pool.shape[1], pool.shape[2]
    out = tf.reshape(tf.matmul(flat, w2), [-1, 5]) / tf.cast(rows * columns, tf.float32)
    whole = out.get_shape()
    total = tf.reduce_sum(out) * float(whole.ndims) + len(whole)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print(shape[3], pool.shape[1].value)
        for i in range(3):
            print(sess.run([out, total], {x: np.full([2, 4, 4, 3], i, np.float32)}))


main()

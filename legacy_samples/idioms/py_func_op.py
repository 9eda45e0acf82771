"""tf.py_func around a numpy function, in the middle of a graph."""
import numpy as np
import tensorflow as tf


def my_sort(values, order):
    result = np.sort(values)
    return result[::-1].astype(np.float32) if order else result.astype(np.float32)


inp = tf.placeholder(tf.float32, [None])
descending = tf.placeholder(tf.bool, [])
ordered = tf.py_func(my_sort, [inp, descending], tf.float32)
ordered.set_shape([None])
top = ordered[:2] * 10

with tf.Session() as sess:
    print(sess.run(top, {inp: [3, 1, 2], descending: True}))
    print(sess.run([ordered, top], {inp: np.array([0.5, -1.0, 4.0]), descending: False}))

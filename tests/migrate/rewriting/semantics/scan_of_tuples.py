"""Scans whose functions give tuples: fetched whole, by a part, unpacked."""

import numpy as np
import tensorflow as tf
N = tf.placeholder(tf.int32, shape=(), name='N')
def recurrence(last_output, current_input):
    return (last_output[1], last_output[0] + last_output[1])
fibonacci = tf.scan(fn=recurrence, elems=tf.range(N), initializer=(0, 1))
first, second = tf.scan(recurrence, tf.range(N), initializer=(1, 1))
total = tf.reduce_sum(second)
plain = tf.scan(lambda a, x: a + x, tf.range(N))
with tf.Session() as session:
    o_val = session.run(fibonacci, feed_dict={N: 8})
    print("output:", o_val)
    print(session.run([total, first], {N: 4}), session.run(plain, {N: 4}))
    print(session.run(fibonacci[1], {N: 5}))

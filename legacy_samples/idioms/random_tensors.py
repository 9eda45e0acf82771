"""Random tensors of each kind; comparable between versions because the recorder injects the draws."""
import numpy as np
import tensorflow as tf

size = tf.placeholder(tf.int32, [])
tensors = [
    tf.random_normal([2, 2], mean=1.0, stddev=0.5),
    tf.truncated_normal([3], stddev=0.1),
    tf.random_uniform([4], -1, 1),
    tf.random_uniform([3], minval=0, maxval=9, dtype=tf.int32),
    tf.random_shuffle(tf.range(5)),
    tf.multinomial(tf.log([[0.2, 0.8], [0.5, 0.5]]), 4),
]
sized = tf.random_normal(tf.stack([size, 2]))
init = tf.glorot_uniform_initializer()
weights = tf.get_variable("weights", [2, 3], initializer=init)
other = tf.get_variable("other", [2, 3], initializer=init)

np.set_printoptions(precision=5, suppress=True)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for value in sess.run(tensors):
        print(value)
    print(sess.run(sized, {size: 1}), sess.run(sized, {size: 1}))
    print(sess.run(weights), sess.run(other))

"""Draws under the seed of the graph begin anew in each session."""
import numpy as np
import tensorflow as tf
tf.set_random_seed(1)
a = tf.random_uniform([2])
with tf.Session() as s:
    r = s.run(a)
    r2 = s.run(a)
with tf.Session() as s:
    q = s.run(a)
print(bool(np.allclose(r, q)), bool(np.allclose(r, r2)))

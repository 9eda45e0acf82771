"""Draws under the seed of the graph, in runs of other tensors."""
import numpy as np
import tensorflow as tf
tf.set_random_seed(1)
a = tf.random_uniform([2])
b = a * 2.0
c = a + 1.0
with tf.Session() as s:
    r = s.run(b)
with tf.Session() as s:
    q = s.run(c)
print(np.allclose(r / 2, q - 1))

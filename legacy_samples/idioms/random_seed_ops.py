"""Random tensors: set_random_seed, random_uniform with bounds, normal noise drawn anew by each run."""
import numpy as np
import tensorflow as tf

tf.set_random_seed(42)
np.random.seed(42)
size = tf.placeholder(tf.float32, [])
noise = tf.random_uniform([3], -1.0, 1.0, seed=7)
noisy = size + noise
other = tf.random_normal([2, 2], mean=1.0, stddev=0.5)

with tf.Session() as sess:
    first = sess.run(noisy, {size: 10.0})
    second = sess.run(noisy, {size: 10.0})
    print(bool(np.any(first != second)), bool((np.abs(first - 10) <= 1).all()))
    a, b = sess.run([other, other * 2])
    print(np.allclose(a * 2, b), np.random.randint(100))

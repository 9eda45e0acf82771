"""Random tensors: set_random_seed, random_uniform with bounds, normal noise drawn anew by each run."""
import numpy as np
import tensorflow as tf

tf.random.set_seed(42)
np.random.seed(42)
size_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[size_spec])
def noisy(size):
    noise = tf.random.uniform([3], -1.0, 1.0, seed=7)
    return size + noise


@tf.function
def evaluate():
    other = tf.random.normal([2, 2], mean=1.0, stddev=0.5)
    return other, other * 2


first = noisy(10.0).numpy()
second = noisy(10.0).numpy()
print(bool(np.any(first != second)), bool((np.abs(first - 10) <= 1).all()))
a, b = (t.numpy() for t in evaluate())
print(np.allclose(a * 2, b), np.random.randint(100))

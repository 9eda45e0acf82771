"""Random tensors of each kind; comparable between versions because the recorder injects the draws."""
import numpy as np
import tensorflow as tf

size_spec = tf.TensorSpec([], tf.int32)


@tf.function
def tensors():
    return [
        tf.random.normal([2, 2], mean=1.0, stddev=0.5),
        tf.random.truncated_normal([3], stddev=0.1),
        tf.random.uniform([4], -1, 1),
        tf.random.uniform([3], minval=0, maxval=9, dtype=tf.int32),
        tf.random.shuffle(tf.range(5)),
        tf.random.categorical(tf.math.log([[0.2, 0.8], [0.5, 0.5]]), 4),
    ]


@tf.function(input_signature=[size_spec])
def sized(size):
    return tf.random.normal(tf.stack([size, 2]))


weights = tf.Variable(tf.keras.initializers.GlorotUniform()([2, 3], tf.float32), name="weights")
other = tf.Variable(tf.keras.initializers.GlorotUniform()([2, 3], tf.float32), name="other")

np.set_printoptions(precision=5, suppress=True)
for value in [t.numpy() for t in tensors()]:
    print(value)
print(sized(1).numpy(), sized(1).numpy())
print(weights.numpy(), other.numpy())

"""tf.where with a vector condition selects whole rows in TF1."""
import numpy as np
import tensorflow as tf

condition_spec = tf.TensorSpec([2], tf.bool)
a = tf.constant([[1, 2], [3, 4]])
b = tf.constant([[10, 20], [30, 40]])


@tf.function(input_signature=[condition_spec])
def rows(condition):
    return tf.where(condition[:, None], a, b)


places = tf.where(tf.greater(a, 1))

print(rows([True, False]).numpy())
print(rows(np.array([0, 1])).numpy())
print(places.numpy())

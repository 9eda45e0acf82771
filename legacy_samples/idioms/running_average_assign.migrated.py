"""assign with a placeholder for the new value, assign_sub, and a non-trainable variable."""
import numpy as np
import tensorflow as tf

value_spec = tf.TensorSpec([2], tf.float32)
mean = tf.Variable(tf.zeros([2]), trainable=False, name="mean")
count = tf.Variable(0.0, trainable=False, name="count")


@tf.function
def increment():
    return count.assign_add(1.0)


@tf.function(input_signature=[value_spec])
def update_mean(value):
    new_mean = mean + (value - mean) / count
    return mean.assign(new_mean)


@tf.function
def reset():
    mean.assign(tf.zeros([2]))
    count.assign(0.0)


@tf.function
def shrink():
    return mean.assign_sub([0.5, 0.25])


for row in np.array([[1.0, 2.0], [3.0, 5.0], [8.0, 2.0]]):
    n = increment().numpy()
    print(n, update_mean(row).numpy())
print(shrink().numpy())
reset()
print([mean.numpy(), count.numpy()])
print(len([]), len([mean, count]))

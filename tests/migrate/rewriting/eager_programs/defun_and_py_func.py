import numpy as np
import tensorflow as tf
import tensorflow.contrib.eager as tfe

tfe.enable_eager_execution()


@tfe.defun
def step(x, y):
    if tf.reduce_sum(x) > 0:
        z = tf.matmul(x, y)
    else:
        z = -y
    return z


@tf.contrib.eager.defun(input_signature=[tf.TensorSpec([None], tf.float32)])
def halve(x):
    return x / 2


def plain(x):
    return tf.math.log(x) + 1


compiled = tfe.defun(plain)
print(step(tf.eye(2), tf.ones([2, 2])).numpy(), step(-tf.eye(2), tf.ones([2, 2])).numpy())
print(halve(tf.constant([1.0, 3.0])).numpy(), compiled(tf.constant(2.0)).numpy())
print(tfe.py_func(lambda a, b: a + 2 * b, [tf.constant(1.0), tf.constant(2.0)], tf.float32).numpy())
print(tf.executing_eagerly(), tfe.executing_eagerly(), tf.log(3.0).numpy(), tf.random_normal([2, 3]).shape)

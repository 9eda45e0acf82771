"""ConfigProto with gpu options, log_device_placement off, a device block, sess.as_default."""
import os
import tensorflow as tf

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'

a = tf.constant([[1.0, 2.0], [3.0, 4.0]], name='a')
v = tf.Variable(tf.eye(2), name='v')


@tf.function
def compute_c():
    return tf.matmul(a, v + 1.0)


@tf.function
def evaluate():
    c = compute_c()
    return tf.reduce_max(c)


print(compute_c().numpy())
print(evaluate().numpy())

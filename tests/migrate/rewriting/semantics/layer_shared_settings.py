# settings of a shared layer that its variables do not decide: strides, and whether the bias is added
import numpy as np
import tensorflow as tf


def block(x, stride, bias, reuse=None):
    with tf.variable_scope("block", reuse=reuse):
        return tf.layers.conv1d(
            x, 2, 2, stride, use_bias=bias, name="c", kernel_initializer=tf.constant_initializer(0.3),
            bias_initializer=tf.constant_initializer(0.5)
        )


x = tf.placeholder(tf.float32, [None, 5, 1])
a = block(x, 1, True)
b = block(x, 2, False, reuse=True)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(np.round(sess.run(tf.reduce_sum(a), {x: np.ones([1, 5, 1])}), 4))
    print(np.round(sess.run(tf.reduce_sum(b), {x: np.ones([1, 5, 1])}), 4))

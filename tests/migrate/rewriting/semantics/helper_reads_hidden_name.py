import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3])


def net(name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [3, 2], initializer=tf.constant_initializer(0.2))
        return tf.matmul(x, w)


def both(x):
    return net("a") + net("b") + tf.reduce_sum(x)


out = both(x * 2.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(np.round(sess.run(out, {x: np.ones([2, 3])}), 5))

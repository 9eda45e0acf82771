import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3], "x")
keep = tf.placeholder(tf.float32)


def weight(name, shape):
    return tf.get_variable(name, shape, initializer=tf.constant_initializer(0.3))


def net(name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [3, 2], initializer=tf.constant_initializer(0.2))
        return tf.matmul(x, w) * keep


out = net("a") + net("b")
data = np.ones([2, 3], "float32")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(np.round(sess.run(out, {x: data, keep: 0.5}), 5))

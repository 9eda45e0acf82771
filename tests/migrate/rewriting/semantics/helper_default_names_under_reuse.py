import tensorflow as tf
import numpy as np


def net(x, training, reuse):
    with tf.variable_scope("net", reuse=reuse):
        if training:
            x = tf.layers.dense(x, 3, kernel_initializer=tf.constant_initializer(0.5))
        return tf.layers.dense(x, 3, kernel_initializer=tf.constant_initializer(0.25))


x = tf.placeholder(tf.float32, [None, 3])
a = net(x, True, False)
b = net(x, False, True)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(a, {x: np.ones([1, 3])}))
    print(sess.run(b, {x: np.ones([1, 3])}))

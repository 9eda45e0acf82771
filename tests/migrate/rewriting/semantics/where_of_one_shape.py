import numpy as np
import tensorflow as tf


def threshold(x):
    cond = tf.less(x, tf.zeros(tf.shape(x), dtype=x.dtype))
    return tf.where(cond, tf.zeros(tf.shape(x)), tf.ones(tf.shape(x)))


def leaky(value, slope):
    return tf.where(value > 0.0, value, slope * value)


x = tf.placeholder(tf.float32)
w = tf.Variable([[1.0, -2.0], [0.5, 3.0]])
hard = threshold(tf.matmul(x, w))
soft = leaky(x, 0.1)
soft_of_all = leaky(tf.square(x) - 2.0, tf.constant(0.25))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([hard, soft], {x: np.array([[1.0, -1.0], [-2.0, 3.0]])}))
    print(sess.run(soft, {x: [1.0, -1.0]}), sess.run(soft, {x: -3.0}))
    print(sess.run(soft_of_all, {x: [[1.0, -1.0], [2.0, 0.5]]}))
    print(sess.run(threshold(np.linspace(-1, 1, 4))))

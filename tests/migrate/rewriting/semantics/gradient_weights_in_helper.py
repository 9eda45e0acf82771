import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
seeds = tf.placeholder(tf.float32, [None, 1])
w = tf.Variable([[0.5], [-0.25]])
b = tf.Variable([0.1])


def penalty(y):
    # by variables, and with the gradient that comes in
    dw, db = tf.gradients(y, [w, b], grad_ys=seeds)
    return tf.reduce_sum(tf.square(dw)) + 2.0 * tf.reduce_sum(db)


def slope(value):
    inner = tf.tanh(value) * value
    return tf.gradients(inner, value)[0] + tf.gradients(inner * inner, inner, stop_gradients=[value])[0]


y = tf.tanh(tf.matmul(x, w) * 2.0 + b)
total = tf.reduce_mean(slope(x)) + penalty(y)
train = tf.train.GradientDescentOptimizer(0.05).minimize(total)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feed = {x: [[1.0, 2.0], [-0.5, 0.25]], seeds: [[1.0], [3.0]]}
    for _ in range(3):
        print(sess.run([total, w, b], feed))
        sess.run(train, feed)

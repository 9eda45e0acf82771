import numpy as np
import tensorflow as tf


def train_on(loss, rate):
    if rate > 0.5:
        return tf.train.AdamOptimizer(rate).minimize(loss)
    return tf.train.GradientDescentOptimizer(rate).minimize(loss)


x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
loss = tf.square(w * x - 3.0)
step = train_on(loss, 0.1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(step, {x: 1.0})
    print("%.5f" % sess.run(w))

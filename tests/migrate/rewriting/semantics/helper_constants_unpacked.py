import numpy as np
import tensorflow as tf


def layer(x, shape):
    w = tf.Variable(tf.fill(shape, 0.1))
    b = tf.Variable(tf.zeros([shape[1]]))
    return tf.nn.relu(tf.matmul(x, w) + b)


def build(x, scale):
    rows, columns = 4, 5
    (a, b) = (layer(x, [3, rows]), 2)
    c = layer(a, [rows, columns])
    w = tf.Variable(tf.ones([columns, 1]))
    return tf.matmul(c, w) * rows * scale * b


x = tf.placeholder(tf.float32, [None, 3])
loss = tf.reduce_mean(tf.square(build(x, 0.5) - 1.0)) + tf.reduce_mean(build(x, 0.25))
step = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(step, {x: np.ones([2, 3])})
        print("%.5f" % sess.run(loss, {x: np.ones([2, 3])}))

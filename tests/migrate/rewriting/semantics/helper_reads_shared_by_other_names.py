import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
with tf.variable_scope("layer"):
    w = tf.get_variable("w", [2, 2], initializer=tf.constant_initializer(0.5))
    bias = tf.get_variable("b", [2], initializer=tf.constant_initializer(0.1))


def layer(inputs, squash=False):
    with tf.variable_scope("layer", reuse=True):
        weights = tf.get_variable("w", [2, 2])
        b = tf.get_variable("b", [2])
    out = tf.matmul(inputs, weights) + b
    return tf.sigmoid(out) if squash else out


def direct(inputs):
    with tf.variable_scope("layer", reuse=True):
        kernel = tf.get_variable("w")
        return tf.matmul(inputs, kernel)


y = direct(layer(layer(x)))
loss = tf.reduce_mean(tf.square(y - 1.0))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run(train, {x: np.ones([2, 2])})
        print("%.5f %.5f" % (sess.run(loss, {x: np.ones([2, 2])}), sess.run(bias)[0]))

import numpy as np
import tensorflow as tf


class Steps(object):
    def __init__(self):
        self.updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)

    def minimize(self, loss):
        with tf.control_dependencies(self.updates):
            return tf.train.GradientDescentOptimizer(0.1).minimize(loss)


class Net(object):
    def __init__(self, steps):
        self.x = tf.placeholder(tf.float32, [None, 3])
        self.training = tf.placeholder(tf.bool)
        h = tf.layers.dense(self.x, 4, kernel_initializer=tf.constant_initializer(0.2))
        h = tf.layers.batch_normalization(h, momentum=0.5, training=self.training)
        out = tf.layers.dense(h, 1, kernel_initializer=tf.constant_initializer(0.3))
        self.loss = tf.reduce_mean(tf.square(out - 1.0))
        self.train = steps.minimize(self.loss)


net = Net(Steps())
xs = np.arange(12.0).reshape(4, 3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        sess.run(net.train, {net.x: xs, net.training: True})
    print("%.5f" % sess.run(net.loss, {net.x: xs, net.training: False}))

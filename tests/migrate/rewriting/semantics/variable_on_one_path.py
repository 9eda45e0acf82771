"""A variable that only some runs of the program have: the optimizer trains those that are there."""
import os

import tensorflow as tf


class Net:
    def __init__(self, bias):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.w = tf.Variable(tf.ones([2, 1]))
        if bias:
            self.b = tf.Variable(tf.zeros([1]))
        self.y = tf.matmul(self.x, self.w)
        if bias:
            self.y = self.y + self.b
        self.loss = tf.reduce_mean(tf.square(self.y - 1.0))
        self.train = tf.train.AdamOptimizer(0.1).minimize(self.loss)


net = Net("NET_WITH_BIAS" in os.environ)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        print("%.6f" % sess.run([net.train, net.loss], {net.x: [[1.0, 2.0]]})[1])

import numpy as np
import tensorflow as tf


class Net(object):
    def __init__(self, size, lr):
        self.build(size, lr)
        self.train = tf.train.GradientDescentOptimizer(lr).minimize(self.loss)

    def build(self, size, lr):
        size = size + 1
        lr = lr * 0.5
        self.lr = lr
        self.x = tf.placeholder(tf.float32, [None, size])
        self.w = tf.Variable(tf.ones([size, 1]))
        self.out = tf.matmul(self.x, self.w)
        self.loss = tf.reduce_mean(tf.square(self.out))

    def step(self, sess, x):
        before = sess.run(self.loss, {self.x: x})
        sess.run(self.train, {self.x: x})
        return before, self.lr


net = Net(2, 0.1)
x = np.ones([3, 3])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        print(net.step(sess, x))

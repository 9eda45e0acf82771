import numpy as np
import tensorflow as tf


class Base(object):
    def __init__(self, size, lr):
        self.size = size
        lr = lr * 0.5
        self.lr = lr
        self.build(size)

    def build(self, size):
        size = size + 0
        self.x = tf.placeholder(tf.float32, [None, size])
        self.w = tf.Variable(tf.ones([size, 1]))
        self.out = tf.matmul(self.x, self.w)

    @property
    def kind(self):
        return "base"

    @staticmethod
    def double(v):
        return v * 2


class Net(Base):
    def __init__(self, size, lr):
        super(Net, self).__init__(size, lr)
        self.size = size + 1
        self.loss = tf.reduce_mean(tf.square(self.out)) * self.double(1.0)
        self.train = tf.train.GradientDescentOptimizer(self.lr).minimize(self.loss)

    def step(self, sess, x):
        before = sess.run(self.loss, {self.x: x})
        sess.run(self.train, {self.x: x})
        return before, self.kind, self.size


net = Net(2, 0.1)
x = np.ones([3, 2])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        print(net.step(sess, x))

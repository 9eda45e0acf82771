import numpy as np
import tensorflow as tf


class Base(object):
    def __init__(self, size):
        self.size = size
        self.build_inputs()
        self.build_net()
        self.build_train()

    def build_inputs(self):
        self.x = tf.placeholder(tf.float32, [None, self.size])
        self.y = tf.placeholder(tf.float32, [None, 1])

    def build_train(self):
        self.loss = tf.reduce_mean(tf.square(self.out - self.y))
        self.train_op = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)

    def train(self, sess, x, y):
        return sess.run([self.loss, self.train_op], {self.x: x, self.y: y})[0]


class One(Base):
    def build_net(self):
        self.w = tf.Variable(tf.ones([self.size, 1]))
        self.out = tf.matmul(self.x, self.w)


class Two(Base):
    def build_net(self):
        self.w = tf.Variable(tf.ones([self.size, 3]))
        self.v = tf.Variable(tf.ones([3, 1]))
        self.out = tf.matmul(tf.matmul(self.x, self.w), self.v)


one, two = One(2), Two(2)
x = np.linspace(0, 1, 8).reshape(4, 2)
y = x.sum(1, keepdims=True) * 2
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        print("one", one.train(sess, x, y))
        print("two", two.train(sess, x, y))

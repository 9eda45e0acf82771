import numpy as np
import tensorflow as tf


class Base(object):
    scale = 2.0

    def __init__(self, size, rate):
        self.rate = rate
        self.x = tf.placeholder(tf.float32, [None, size])
        self.y = tf.placeholder(tf.float32, [None, 1])
        self.out = self.x * self.scale

    def describe(self):
        return "base %g" % self.scale


class Middle(Base):
    def __init__(self, width, rate=0.1):
        Base.__init__(self, width, rate)
        self.width = width
        with tf.variable_scope("middle"):
            self.w = tf.get_variable("w", [width, 1], initializer=tf.constant_initializer(0.25))
        self.out = tf.matmul(self.out, self.w)

    def describe(self):
        return "middle of " + Base.describe(self)


class Top(Middle):
    scale = 0.5

    def __init__(self, width):
        super(Top, self).__init__(width, rate=0.2)
        self.loss = tf.reduce_mean(tf.square(self.out - self.y))
        self.train = tf.train.MomentumOptimizer(self.rate, 0.9).minimize(self.loss)

    def describe(self):
        return "top of " + super(Top, self).describe()

    def step(self, sess, x, y):
        feed = {self.x: x, self.y: y}
        before = sess.run(self.loss, feed)
        sess.run(self.train, feed)
        return before


top = Top(3)
x = np.linspace(-1, 1, 12).reshape(4, 3)
y = x.sum(1, keepdims=True)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(4):
        print(top.step(sess, x, y))
    print(top.describe(), sess.run(top.w))

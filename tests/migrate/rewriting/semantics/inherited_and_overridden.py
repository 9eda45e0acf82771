import numpy as np
import tensorflow as tf


class Base(object):
    def __init__(self, size):
        self.x = tf.placeholder(tf.float32, [None, size])
        self.w = tf.Variable(tf.ones([size, 1]))
        self.out = tf.matmul(self.x, self.w)

    def predict(self, sess, x):
        return sess.run(self.out, {self.x: x})

    def total(self, sess, x):
        return self.predict(sess, x).sum()


class First(Base):
    def label(self):
        return "first"


class Second(Base):
    def label(self):
        return "second"

    def predict(self, sess, x):
        return 2 * sess.run(self.out, {self.x: x})


first = First(2)
second = Second(2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(first.label(), first.predict(sess, np.ones([2, 2])), first.total(sess, np.ones([2, 2])))
    print(second.label(), second.predict(sess, np.ones([2, 2])), second.total(sess, np.ones([2, 2])))

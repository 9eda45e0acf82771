import numpy as np
import tensorflow as tf


class Base(object):
    def predict(self, sess, x):
        return sess.run(self.out, {self.x: x})

    def total(self, sess, x):
        return sess.run(self.sum, {self.x: x})


class Two(Base):
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.w = tf.Variable(tf.ones([2, 1]))
        self.out = tf.matmul(self.x, self.w)
        self.sum = tf.reduce_sum(self.x)


class Three(Base):
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 3])
        self.w = tf.Variable(tf.ones([3, 1]))
        self.out = tf.matmul(self.x, self.w)
        self.sum = tf.reduce_sum(self.x)


two, three = Two(), Three()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(two.predict(sess, np.ones([2, 2])), two.total(sess, np.ones([2, 2])))
    print(three.predict(sess, np.ones([2, 3])), three.total(sess, np.ones([2, 3])))

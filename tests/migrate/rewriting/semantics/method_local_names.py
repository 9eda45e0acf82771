import numpy as np
import tensorflow as tf


class Net(object):
    def __init__(self, n):
        k = n * 2.0
        w = 7.0
        self.build()
        self.loss = tf.reduce_sum(self.out) * k + w
        self.finish(k)

    def build(self):
        k = 5.0
        w = tf.Variable(tf.ones([3, 1]))
        self.x = tf.placeholder(tf.float32, [None, 3])
        self.out = tf.matmul(self.x, w) * k

    def finish(self, k):
        k = k + 1.0
        self.total = self.loss * k

    def run(self, sess, x):
        return sess.run([self.loss, self.total], {self.x: x})


net = Net(2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print([float(v) for v in net.run(sess, np.ones([2, 3]))])

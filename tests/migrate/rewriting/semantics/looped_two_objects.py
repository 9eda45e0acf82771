# two objects of a class whose constructor makes variables in a loop
import numpy as np
import tensorflow as tf


class Network:
    def __init__(self, name, sizes, start):
        self.x = tf.placeholder(tf.float32, [None, 2])
        h = self.x
        n = 2
        with tf.variable_scope(name):
            for k, size in enumerate(sizes):
                w = tf.get_variable("w%d" % k, [n, size], initializer=tf.constant_initializer(start + 0.1 * k))
                h = tf.nn.tanh(tf.matmul(h, w))
                n = size
        self.loss = tf.reduce_sum(h)
        self.train_op = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)

    def fit(self, sess, data):
        return sess.run([self.train_op, self.loss], {self.x: data})[1]


one = Network("one", [3, 2], 0.1)
other = Network("other", [2], 0.4)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        print("%.5f %.5f" % (one.fit(sess, np.ones([1, 2])), other.fit(sess, np.ones([1, 2]))))

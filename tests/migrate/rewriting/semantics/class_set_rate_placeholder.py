import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, lr):
        self.lr = tf.Variable(lr, trainable=False)
        self.new_lr = tf.placeholder(tf.float32, [])
        self.update = tf.assign(self.lr, self.new_lr)
        self.w = tf.Variable([1.0, 2.0])
        self.x = tf.placeholder(tf.float32, [2])
        self.loss = tf.reduce_sum(self.w * self.x)
        self.train = tf.train.GradientDescentOptimizer(self.lr).minimize(self.loss)

    def assign_lr(self, session, value):
        session.run(self.update, feed_dict={self.new_lr: value})


m = Model(0.5)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for k in range(3):
        m.assign_lr(sess, 0.5 ** k)
        loss, _ = sess.run([m.loss, m.train], {m.x: [1.0, 1.0]})
        print(loss, sess.run(m.w), sess.run(m.lr))

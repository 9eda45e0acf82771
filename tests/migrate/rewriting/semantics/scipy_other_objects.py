# a method that moves along no gradient only, over the variables of one of several objects
import tensorflow as tf


class Fit:
    def __init__(self, start):
        self.w = tf.Variable(start, dtype=tf.float64)
        self.loss = tf.square(self.w - 1.0)
        self.optimizer = tf.contrib.opt.ScipyOptimizerInterface(self.loss, method="SLSQP")
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def train(self):
        self.optimizer.minimize(self.sess)
        print("%.6f" % self.sess.run(self.w))


for start in (3.0, 4.0):
    Fit(start).train()

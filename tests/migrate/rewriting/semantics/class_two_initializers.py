import numpy as np
import tensorflow as tf


class Model:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [])
        self.w = tf.Variable(1.0)
        self.out = self.w * self.x
        self.train_op = tf.train.GradientDescentOptimizer(0.1).minimize(self.out)
        self.sess = tf.Session()
        self.reset()

    def reset(self):
        self.sess.run(tf.global_variables_initializer())

    def step(self, x):
        self.sess.run(self.train_op, {self.x: x})
        return self.sess.run(self.w)


m = Model()
print(m.step(1.0), m.step(2.0))
m.reset()
print(m.step(1.0))

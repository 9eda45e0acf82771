import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, scale):
        self.x = tf.placeholder(tf.float32, [])
        self.w = tf.Variable(scale)
        self.out = self.x * self.w
        self.train_op = tf.assign(self.w, self.w + 1.0)


a, b = Model(2.0), Model(3.0)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
sess.run(a.train_op)
print(sess.run(a.out, {a.x: 1.0}), sess.run(b.out, {b.x: 1.0}))

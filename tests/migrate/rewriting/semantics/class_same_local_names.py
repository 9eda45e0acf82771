import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, x):
        self.scale = x
        h = x + 1.0
        self.bias = h
        self._first()
        self._second(h * 2.0, x)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def _first(self):
        x = tf.placeholder(tf.float32, [None])
        self.x = x
        h = tf.Variable([1.0, 2.0])
        self.h = x * h

    def _second(self, x, h):
        y = self.h + x
        h = y * h
        self.out = h - self.bias

    def run(self, x):
        h = self.sess.run(self.out, {self.x: x})
        return h


m = Model(3.0)
print(m.run([1.0, 1.0]), m.scale, m.bias)

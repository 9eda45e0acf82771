import numpy as np
import tensorflow as tf


class Model:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [])
        self.out = self.x * 2.0
        self.sess = tf.Session()

    def run(self, x):
        return self.sess.run(self.out, {self.x: x})


m = Model()
print(hasattr(m, "out"), hasattr(m, "other"))
print(m.run(1.0))

import numpy as np
import tensorflow as tf


class Model:
    def __init__(self):
        self.scale = 2.0
        self.x = tf.placeholder(tf.float32, [])
        self.out = self.x * self.scale
        self.sess = tf.Session()

    def run(self, x):
        return self.sess.run(self.out, {self.x: x})


m = Model()
m.scale = 5.0
print(m.run(1.0))

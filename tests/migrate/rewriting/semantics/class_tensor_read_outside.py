import numpy as np
import tensorflow as tf


class Model:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 3])
        self.out = self.x * 2.0
        self.sess = tf.Session()

    def run(self, x):
        return self.sess.run(self.out, {self.x: x})


m = Model()
for i in range(1):
    print(m.run([[1.0, 2.0, 3.0]]), m.out.get_shape().as_list())

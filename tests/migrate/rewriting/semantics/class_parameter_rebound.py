# a parameter of the constructor gets another value, which the graph reads too
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, n_in, scale=None):
        scale = scale or 3.0
        n_in = n_in + 1
        self.x = tf.placeholder(tf.float32, [None, n_in])
        self.w = tf.Variable(tf.fill([n_in, 1], 0.5))
        self.out = tf.matmul(self.x, self.w) * scale / n_in
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def predict(self, data):
        return self.sess.run(self.out, {self.x: data})


model = Model(2)
print(np.round(model.predict(np.ones([2, 3])), 4))

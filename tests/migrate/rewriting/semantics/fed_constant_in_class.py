import numpy as np
import tensorflow as tf


class Model:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.state = tf.zeros([1, 2])
        self.w = tf.Variable(tf.ones([2, 2]) * 0.5)
        self.new_state = tf.tanh(tf.matmul(self.x, self.w) + self.state)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def first(self, x):
        return self.sess.run(self.new_state, {self.x: x})

    def following(self, x, state):
        return self.sess.run(self.new_state, {self.x: x, self.state: state})


model = Model()
state = model.first(np.array([[1.0, 2.0]]))
print(state)
for i in range(2):
    state = model.following(np.array([[0.5, i]]), state)
    print(state)

import numpy as np
import tensorflow as tf


class Model(object):
    def __init__(self, n):
        self.x = tf.placeholder(tf.float32, [None, n])
        self.w = tf.Variable(tf.ones([n, 1]))
        self.loss = tf.reduce_mean(tf.square(tf.matmul(self.x, self.w) - 1.0))


model = Model(2)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
print(sess.run(model.loss, {model.x: np.ones([1, 2])}))
scale = tf.Variable(3.0)
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(model.loss * scale)
sess.run(scale.initializer)
print(sess.run(train_op, {model.x: np.ones([1, 2])}), sess.run(model.w).tolist())

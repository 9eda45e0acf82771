"""A model that inherits its training and its session from a base."""

import numpy as np
import tensorflow as tf


class Model(object):
    """What all models share."""

    def __init__(self, config):
        self.config = config
        self.sess = None

    def add_placeholders(self):
        raise NotImplementedError

    def add_train_op(self, lr, loss):
        """Adds the training step."""
        with tf.variable_scope("train"):
            optimizer = tf.train.GradientDescentOptimizer(lr)
            self.train_op = optimizer.minimize(loss)

    def initialize_session(self):
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def close(self):
        self.sess.close()


class Linear(Model):
    """A line."""

    def __init__(self, config):
        super(Linear, self).__init__(config)
        self.steps = 0
        self.build()

    def add_placeholders(self):
        self.x = tf.placeholder(tf.float32, [None, 2], name="x")
        self.y = tf.placeholder(tf.float32, [None, 1], name="y")

    def build(self):
        self.add_placeholders()
        w = tf.Variable(tf.ones([2, 1]))
        self.pred = tf.matmul(self.x, w)
        self.loss = tf.reduce_mean(tf.square(self.pred - self.y))
        self.add_train_op(self.config["lr"], self.loss)
        self.initialize_session()

    def step(self, x, y):
        self.steps += 1
        _, loss = self.sess.run([self.train_op, self.loss], {self.x: x, self.y: y})
        return loss

    def predict(self, x):
        return self.sess.run(self.pred, {self.x: x})


np.random.seed(0)
data = np.random.rand(16, 2)
labels = data.dot([[1.0], [2.0]])
model = Linear({"lr": 0.1})
for i in range(5):
    print(model.step(data, labels))
print(model.predict(data[:2]))
model.close()

import numpy as np
import tensorflow as tf


class Model(object):
  """A linear model."""

  momentum = 0.5

  def __init__(self, n, lr=0.1):
    self.n = n
    self.lr = lr
    self.steps = 0
    self._build()
    self._train()
    self.sess = tf.Session()
    self.sess.run(tf.global_variables_initializer())

  def _build(self):
    """The graph."""
    self.x = tf.placeholder(tf.float32, [None, self.n])
    self.y = tf.placeholder(tf.float32, [None, 1])
    w = tf.Variable(tf.ones([self.n, 1]) * 0.1)
    self.out = tf.matmul(self.x, w)
    self.loss = tf.reduce_mean(tf.square(self.out - self.y))

  def _train(self):
    rate = self.lr * self.momentum
    self.train_op = tf.train.GradientDescentOptimizer(rate).minimize(self.loss)

  def learn(self, x, y):
    self.steps += 1
    _, loss = self.sess.run([self.train_op, self.loss], {self.x: x, self.y: y})
    return loss

  def predict(self, x):
    return self.sess.run(self.out, feed_dict={self.x: x})


m = Model(2)
for i in range(3):
  print(m.steps, m.learn([[1, 2], [3, 4]], [[1], [2]]))
print(m.predict([[1.0, 1.0]]), m.lr, m.momentum)

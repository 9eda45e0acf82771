import abc

import numpy as np
import tensorflow as tf


class Model(abc.ABC):
    """A model is built by its parts."""

    rate = 0.1

    def __init__(self, size, hidden=3):
        self.size = size
        self.hidden = hidden
        self.build()
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    @abc.abstractmethod
    def add_prediction(self):
        """Gives the prediction."""

    def add_placeholders(self):
        raise NotImplementedError("each model has its own")

    def add_loss(self, pred):
        return tf.reduce_mean(tf.square(pred - self.y))

    def build(self):
        self.add_placeholders()
        self.pred = self.add_prediction()
        self.loss = self.add_loss(self.pred)
        self.train_op = tf.train.AdamOptimizer(self.rate).minimize(self.loss)

    def fit(self, x, y, epochs):
        for epoch in range(epochs):
            _, loss = self.sess.run([self.train_op, self.loss], feed_dict={self.x: x, self.y: y})
            self.report(epoch, loss)

    def report(self, epoch, loss):
        print("epoch", epoch, "loss %.5f" % loss)


class Network(Model):
    rate = 0.05

    def add_placeholders(self):
        self.x = tf.placeholder(tf.float32, [None, self.size])
        self.y = tf.placeholder(tf.float32, [None, 1])

    def add_prediction(self):
        with tf.variable_scope("net"):
            h = tf.layers.dense(self.x, self.hidden, tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.3))
            return tf.layers.dense(h, 1, kernel_initializer=tf.constant_initializer(0.2))

    def add_loss(self, pred):
        base = super().add_loss(pred)
        return base + 0.01 * tf.reduce_sum(tf.square(pred))

    def report(self, epoch, loss):
        super().report(epoch, loss)
        if epoch == 2:
            print("half way")


data = np.linspace(0, 1, 24).reshape(12, 2)
labels = data.sum(1, keepdims=True)
net = Network(2, hidden=4)
net.fit(data, labels, 4)
print(net.sess.run(net.pred, {net.x: data[:2]}))

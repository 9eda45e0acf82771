# gradients of two losses by each item of a list that a loop fills with variables, and a saver that nothing uses
import numpy as np
import tensorflow as tf


class Balance:
    def __init__(self, layers):
        self.layers = layers
        self.weights = self.initialize(layers)
        self.x = tf.placeholder(tf.float64, shape=(None, 2))
        self.y = tf.placeholder(tf.float64, shape=(None, 1))
        self.scale = tf.placeholder(tf.float64, shape=())
        self.pred = self.forward(self.x)
        self.fit = tf.reduce_mean(tf.square(self.y - self.pred))
        self.size = tf.reduce_mean(tf.square(self.pred))
        self.loss = self.fit + self.scale * self.size
        self.train_op = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)
        self.saver = tf.train.Saver()
        self.by_fit = []
        self.by_size = []
        for i in range(len(self.layers) - 1):
            self.by_fit.append(tf.gradients(self.fit, self.weights[i])[0])
            self.by_size.append(tf.gradients(self.size, self.weights[i])[0])
        self.ratios = []
        for i in range(len(self.layers) - 1):
            self.ratios.append(tf.reduce_max(tf.abs(self.by_fit[i])) / tf.reduce_mean(tf.abs(self.by_size[i])))
        self.ratio = tf.reduce_max(tf.stack(self.ratios))
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def initialize(self, layers):
        weights = []
        for l in range(len(layers) - 1):
            values = np.sin(np.arange(layers[l] * layers[l + 1]) + 1.0).reshape(layers[l], layers[l + 1])
            W = tf.Variable(tf.constant(values, dtype=tf.float64))
            weights.append(W)
        return weights

    def forward(self, H):
        for l in range(len(self.layers) - 2):
            H = tf.tanh(tf.matmul(H, self.weights[l]))
        return tf.matmul(H, self.weights[-1])

    def train(self, x, y):
        scale = 0.1
        for step in range(4):
            feed = {self.x: x, self.y: y, self.scale: scale}
            self.sess.run(self.train_op, feed)
            scale = 0.5 * scale + 0.5 * self.sess.run(self.ratio, feed)
            print("%.9f %.9f" % (self.sess.run(self.loss, feed), scale))


x = np.cos(np.arange(12.0)).reshape(6, 2)
Balance([2, 4, 1]).train(x, x[:, :1] - 0.5)

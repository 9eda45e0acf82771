# SciPy minimizes the loss of two objects of one class: weights that a loop fills lists with, derivatives by a
# placeholder that a method takes from its object, a variable that the loss does not depend on, a callback
import numpy as np
import tensorflow as tf


class Fit:
    def __init__(self, x, u, layers):
        self.x = x
        self.u = u
        self.weights, self.biases = self.initialize(layers)
        self.sess = tf.Session()
        self.rate = tf.Variable(0.5, dtype=tf.float64)
        self.unused = tf.Variable([2.0, 3.0], dtype=tf.float64)
        self.x_tf = tf.placeholder(tf.float64, shape=[None, 1])
        self.u_tf = tf.placeholder(tf.float64, shape=[None, 1])
        self.ones_tf = tf.placeholder(tf.float64, shape=[None, layers[-1]])
        self.u_pred = self.net_u(self.x_tf)
        self.f_pred = self.net_f(self.x_tf)
        self.loss = tf.reduce_mean(tf.square(self.u_tf - self.u_pred)) + tf.reduce_mean(tf.square(self.f_pred))
        self.optimizer = tf.contrib.opt.ScipyOptimizerInterface(self.loss,
                                                                method='L-BFGS-B',
                                                                options={'maxiter': 8,
                                                                         'ftol': 1.0 * np.finfo(float).eps})
        self.optimizer_first = tf.train.GradientDescentOptimizer(0.01)
        self.train_op_first = self.optimizer_first.minimize(self.loss)
        init = tf.global_variables_initializer()
        self.sess.run(init)

    def initialize(self, layers):
        weights = []
        biases = []
        for l in range(0, len(layers) - 1):
            W = self.make(size=[layers[l], layers[l + 1]])
            b = tf.Variable(tf.zeros([1, layers[l + 1]], dtype=tf.float64), dtype=tf.float64)
            weights.append(W)
            biases.append(b)
        return weights, biases

    def make(self, size):
        values = np.linspace(-1, 1, size[0] * size[1]).reshape(size)
        return tf.Variable(tf.constant(values, dtype=tf.float64), dtype=tf.float64)

    def net(self, X, weights, biases):
        H = 2.0 * X - 1.0
        for l in range(0, len(weights) - 1):
            H = tf.tanh(tf.add(tf.matmul(H, weights[l]), biases[l]))
        return tf.add(tf.matmul(H, weights[-1]), biases[-1])

    def forward(self, U, x):
        g = tf.gradients(U, x, grad_ys=self.ones_tf)[0]
        return tf.gradients(g, self.ones_tf)[0]

    def never_called(self, U, x):
        return tf.gradients(U, x, grad_ys=self.ones_tf)[0]

    def net_u(self, x):
        return self.net(x, self.weights, self.biases)

    def net_f(self, x):
        u = self.net_u(x)
        u_x = self.forward(u, x)
        u_xx = self.forward(u_x, x)
        return u_xx + self.rate * u

    def callback(self, loss, rate):
        print('%.9f %.9f' % (loss, rate))

    def train(self, steps):
        feed = {self.x_tf: self.x, self.u_tf: self.u, self.ones_tf: np.ones_like(self.u)}
        for _ in range(steps):
            self.sess.run(self.train_op_first, feed)
        print('%.9f' % self.sess.run(self.loss, feed))
        self.optimizer.minimize(self.sess,
                                feed_dict=feed,
                                fetches=[self.loss, self.rate],
                                loss_callback=self.callback)

    def predict(self, x):
        return self.sess.run(self.u_pred, {self.x_tf: x})


x = np.linspace(0, 1, 10)[:, None]
for scale in (3.0, 2.0):
    model = Fit(x, np.sin(scale * x), [1, 5, 4, 1])
    model.train(2)
    print(np.round(model.predict(x[:3]), 7))
    print(np.round(model.sess.run(model.unused), 7), np.round(model.sess.run(model.rate), 7))

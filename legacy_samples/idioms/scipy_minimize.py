"""A network learns the solution of a differential equation: first by gradient descent, then by SciPy's L-BFGS-B."""

import numpy as np
import tensorflow as tf


class PhysicsInformedNN:
    """u(x) with u'' = -rate * u and unknown rate."""

    def __init__(self, x, u, layers):
        self.x = x
        self.u = u

        self.weights, self.biases = self.initialize(layers)
        self.rate = tf.Variable(1.0, dtype=tf.float64)

        self.x_tf = tf.placeholder(tf.float64, shape=[None, 1])
        self.u_tf = tf.placeholder(tf.float64, shape=[None, 1])
        self.u_pred = self.net_u(self.x_tf)
        self.f_pred = self.net_f(self.x_tf)
        self.loss = tf.reduce_mean(tf.square(self.u_tf - self.u_pred)) + \
                    tf.reduce_mean(tf.square(self.f_pred))

        self.optimizer = tf.contrib.opt.ScipyOptimizerInterface(self.loss,
                                                                method='L-BFGS-B',
                                                                options={'maxiter': 10,
                                                                         'maxcor': 20,
                                                                         'ftol': 1.0 * np.finfo(float).eps})
        self.train_op = tf.train.GradientDescentOptimizer(0.002).minimize(self.loss)

        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def initialize(self, layers):
        weights = []
        biases = []
        for l in range(len(layers) - 1):
            W = self.weight([layers[l], layers[l + 1]])
            b = tf.Variable(tf.zeros([1, layers[l + 1]], dtype=tf.float64), dtype=tf.float64)
            weights.append(W)
            biases.append(b)
        return weights, biases

    def weight(self, size):
        values = np.cos(np.arange(size[0] * size[1]).reshape(size))
        return tf.Variable(tf.constant(values, dtype=tf.float64), dtype=tf.float64)

    def net_u(self, x):
        H = x
        for W, b in zip(self.weights[:-1], self.biases[:-1]):
            H = tf.tanh(tf.add(tf.matmul(H, W), b))
        return tf.add(tf.matmul(H, self.weights[-1]), self.biases[-1])

    def net_f(self, x):
        u = self.net_u(x)
        u_x = tf.gradients(u, x)[0]
        u_xx = tf.gradients(u_x, x)[0]
        return u_xx + self.rate * u

    def callback(self, loss, rate):
        print("loss %.8f, rate %.8f" % (loss, rate))

    def train(self, steps):
        tf_dict = {self.x_tf: self.x, self.u_tf: self.u}
        for step in range(steps):
            self.sess.run(self.train_op, tf_dict)
            print("step %d, loss %.8f" % (step, self.sess.run(self.loss, tf_dict)))

        # SciPy takes over from what gradient descent has found
        self.optimizer.minimize(self.sess,
                                feed_dict=tf_dict,
                                fetches=[self.loss, self.rate],
                                loss_callback=self.callback)

    def predict(self, x):
        return self.sess.run(self.u_pred, {self.x_tf: x})


if __name__ == "__main__":
    x = np.linspace(0.0, 1.0, 12)[:, None]
    model = PhysicsInformedNN(x, np.sin(2.0 * x), [1, 6, 6, 1])
    model.train(3)
    for value in model.predict(x[::4]).ravel():
        print("%.6f" % value)

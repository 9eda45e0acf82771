import numpy as np
import tensorflow as tf


class Informed:
    def __init__(self, x, t, layers):
        self.lb = np.array([-1.0, 0.0])
        self.ub = np.array([1.0, 1.0])
        self.x = x
        self.t = t
        self.weights, self.biases = self.initialize(layers)
        self.sess = tf.Session()
        self.rate = tf.Variable([0.2], dtype=tf.float32)
        self.x_tf = tf.placeholder(tf.float32, shape=[None, self.x.shape[1]])
        self.t_tf = tf.placeholder(tf.float32, shape=[None, self.t.shape[1]])
        self.u_tf = tf.placeholder(tf.float32, shape=[None, 1])
        self.ones_tf = tf.placeholder(tf.float32, shape=[None, 2])
        self.u_pred = self.net_u(self.x_tf, self.t_tf)
        self.f_pred = self.net_f(self.x_tf, self.t_tf)
        self.both_x = self.forward_gradients(tf.concat([self.u_pred, self.u_pred * 2.0], 1), self.x_tf)
        self.loss = tf.reduce_mean(tf.square(self.u_tf - self.u_pred)) + tf.reduce_mean(tf.square(self.f_pred))
        self.train_op = tf.train.AdamOptimizer().minimize(self.loss)
        self.sess.run(tf.global_variables_initializer())

    def initialize(self, layers):
        weights = []
        biases = []
        for l in range(0, len(layers) - 1):
            weights.append(self.waves(size=[layers[l], layers[l + 1]]))
            biases.append(tf.Variable(tf.zeros([1, layers[l + 1]], dtype=tf.float32), dtype=tf.float32))
        return weights, biases

    def waves(self, size):
        values = np.sin(np.arange(size[0] * size[1]) + size[0])
        return tf.Variable(values.reshape(size), dtype=tf.float32)

    def neural_net(self, X, weights, biases):
        num_layers = len(weights) + 1
        H = 2.0 * (X - self.lb) / (self.ub - self.lb) - 1.0
        for l in range(0, num_layers - 2):
            W = weights[l]
            b = biases[l]
            H = tf.tanh(tf.add(tf.matmul(H, W), b))
        return tf.add(tf.matmul(H, weights[-1]), biases[-1])

    def net_u(self, x, t):
        u = self.neural_net(tf.concat([x, t], 1), self.weights, self.biases)
        return u

    def net_f(self, x, t):
        rate = self.rate
        u = self.net_u(x, t)
        u_t = tf.gradients(u, t)[0]
        u_x = tf.gradients(u, x)[0]
        u_xx = tf.gradients(u_x, x)[0]
        f = u_t + rate * u * u_x - 0.01 * u_xx
        return f

    def forward_gradients(self, U, x):
        g = tf.gradients(U, x, grad_ys=self.ones_tf)[0]
        return tf.gradients(g, self.ones_tf)[0]

    def train(self, u, steps):
        feed = {self.x_tf: self.x, self.t_tf: self.t, self.u_tf: u}
        for it in range(steps):
            self.sess.run(self.train_op, feed)
            print(it, self.sess.run(self.loss, feed), self.sess.run(self.rate))

    def predict(self, x, t):
        feed = {self.x_tf: x, self.t_tf: t}
        slopes = self.sess.run(self.both_x, {self.x_tf: x, self.t_tf: t, self.ones_tf: np.ones((len(x), 2))})
        return self.sess.run(self.u_pred, feed), self.sess.run(self.f_pred, feed), slopes


if __name__ == "__main__":
    x = np.linspace(-1, 1, 12)[:, None]
    t = np.linspace(0, 1, 12)[:, None] ** 2
    for noise in (0.0, 0.1):
        model = Informed(x, t, [2, 5, 5, 1])
        model.train(-np.sin(np.pi * x) * np.exp(-t) + noise * np.cos(9 * x), 4)
        for value in model.predict(x[:3], t[:3]):
            print(value)

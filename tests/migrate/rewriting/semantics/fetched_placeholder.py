# a run fetches what it feeds, beside a loss and beside an update; a helper for arrays and tensors; a session helper
import numpy as np
import tensorflow as tf


def tf_session():
    config = tf.ConfigProto(allow_soft_placement=True)
    sess = tf.Session(config=config)
    init = tf.global_variables_initializer()
    sess.run(init)
    return sess


def mean_squared_error(pred, exact):
    if type(pred) is np.ndarray:
        return np.mean(np.square(pred - exact)) + 100.0
    return tf.reduce_mean(tf.square(pred - exact))


def forward_gradients(y, x):
    dummy = tf.ones_like(y)
    g = tf.gradients(y, x, grad_ys=dummy, colocate_gradients_with_ops=True)[0]
    return tf.gradients(g, dummy, colocate_gradients_with_ops=True)[0]


class Model(object):
    def __init__(self):
        [self.x, self.y] = [tf.placeholder(tf.float64, shape=[None, 1]) for _ in range(2)]
        self.rate = tf.placeholder(tf.float64, shape=[])
        self.w = tf.Variable(tf.constant(np.ones([1, 2]), dtype=tf.float64))
        self.pred = tf.tanh(tf.matmul(self.x, self.w))
        self.slope = forward_gradients(self.pred, self.x)
        self.loss = mean_squared_error(self.pred, self.y) + self.rate * mean_squared_error(self.slope, 0.0)
        self.train_op = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)
        self.sess = tf_session()

    def train(self, x, y):
        for step in range(3):
            feed = {self.x: x, self.y: y, self.rate: 0.3 * step}
            self.sess.run([self.train_op], feed)
            [loss, rate] = self.sess.run([self.loss, self.rate], feed)
            print("%.8f %.3f" % (loss, rate))
        _, rate, loss = self.sess.run([self.train_op, self.rate, self.loss], {self.x: x, self.y: y, self.rate: 1})
        print("%.8f %.3f" % (loss, rate), np.asarray(rate).dtype)


Model().train(np.linspace(-1.0, 1.0, 5)[:, None], np.ones([5, 1]))
print("%.3f" % mean_squared_error(np.ones(3), 0.5))

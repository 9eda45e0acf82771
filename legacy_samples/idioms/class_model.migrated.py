"""A model class with its graph in __init__ and run sites in methods; the session is an attribute."""
import numpy as np
from compat import tf1 as tf


class Regressor(object):
    def __init__(self, n_features, learning_rate=0.1):
        self.n_features = n_features
        self.learning_rate = learning_rate
        self._build_net()
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def _build_net(self):
        self.x = tf.placeholder(tf.float32, [None, self.n_features], name='x')
        self.y = tf.placeholder(tf.float32, [None, 1], name='y')
        with tf.variable_scope('net'):
            self.w = tf.get_variable('w', [self.n_features, 1], initializer=tf.constant_initializer(0.1))
            self.b = tf.get_variable('b', [1], initializer=tf.constant_initializer(0.0))
            self.out = tf.matmul(self.x, self.w) + self.b
        self.loss = tf.reduce_mean(tf.squared_difference(self.out, self.y))
        self._train_op = tf.train.AdamOptimizer(self.learning_rate).minimize(self.loss)

    def learn(self, x, y):
        _, cost = self.sess.run([self._train_op, self.loss], feed_dict={self.x: x, self.y: y})
        return cost

    def predict(self, x):
        x = x[np.newaxis, :]
        return self.sess.run(self.out, {self.x: x})[0, 0]


if __name__ == '__main__':
    rng = np.random.RandomState(27)
    data = rng.rand(16, 3)
    goal = data.dot([[1.0], [0.5], [-1.0]])
    model = Regressor(3)
    for i in range(9):
        cost = model.learn(data, goal)
        if i % 4 == 0:
            print(i, '%.6f' % cost)
    print('%.6f' % model.predict(data[0]))

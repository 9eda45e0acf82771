"""A restricted Boltzmann machine: the class trains on batches, and builds what it reconstructs from arrays."""
import numpy as np
import tensorflow as tf


class RBM(object):
    def __init__(self, visible, hidden):
        self.visible = visible
        start = np.linspace(-0.5, 0.5, visible * hidden).reshape(visible, hidden)
        self.W = tf.Variable(start.astype(np.float32))
        self.c = tf.Variable(np.zeros(hidden).astype(np.float32))
        self.b = tf.Variable(np.zeros(visible).astype(np.float32))
        self.X = tf.placeholder("float", [None, visible])

        # one step of Gibbs sampling, with a threshold instead of the draw
        h = tf.nn.sigmoid(tf.matmul(self.X, self.W) + self.c)
        self.h = tf.nn.relu(tf.sign(h - 0.5))
        v = tf.nn.sigmoid(tf.matmul(self.h, tf.transpose(self.W)) + self.b)
        self.V = tf.nn.relu(tf.sign(v - 0.5))

        objective = tf.reduce_mean(self.free_energy(self.X)) - tf.reduce_mean(self.free_energy(self.V))
        self.train_op = tf.train.GradientDescentOptimizer(0.05).minimize(objective)
        self.cost = tf.reduce_mean(
            tf.nn.sigmoid_cross_entropy_with_logits(labels=self.X, logits=self.one_pass(self.X))
        )

    def set_session(self, session):
        self.session = session

    def free_energy(self, V):
        b = tf.reshape(self.b, (self.visible, 1))
        first = -tf.reshape(tf.matmul(V, b), (-1,))
        return first - tf.reduce_sum(tf.nn.softplus(tf.matmul(V, self.W) + self.c))

    def one_pass(self, X):
        h = tf.nn.sigmoid(tf.matmul(X, self.W) + self.c)
        return tf.matmul(h, tf.transpose(self.W)) + self.b

    def reconstruct(self, X):
        x = tf.nn.sigmoid(self.one_pass(X))
        return self.session.run(x, feed_dict={self.X: X})

    def fit(self, X, epochs=1, batch_size=2):
        for i in range(epochs):
            for j in range(len(X) // batch_size):
                batch = X[j * batch_size:(j + 1) * batch_size]
                self.session.run(self.train_op, feed_dict={self.X: batch})
            print("epoch %d cost %.4f" % (i, self.session.run(self.cost, feed_dict={self.X: X})))


data = np.array([[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 1, 1, 1]], np.float32)
rbm = RBM(4, 3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    rbm.set_session(sess)
    print(np.round(rbm.reconstruct(data[:1]), 4))
    rbm.fit(data, epochs=3)
    print(np.round(rbm.reconstruct(data), 4))

import numpy as np
import tensorflow as tf


class Coder(object):
    def __init__(self, size, hidden):
        self.size = size
        self.W = tf.Variable(tf.constant(np.linspace(-1, 1, size * hidden).reshape(size, hidden), tf.float32))
        self.c = tf.Variable(np.zeros(hidden).astype(np.float32))
        self.X = tf.placeholder("float", [None, size])
        self.code = self.encode(self.X)
        self.loss = tf.reduce_mean(tf.square(self.X - self.decode(self.code)))
        penalty = tf.reduce_sum(self.divergence(0.2, tf.reduce_mean(self.code, 0)))
        self.train = tf.train.GradientDescentOptimizer(0.5).minimize(self.loss + 0.01 * penalty)

    def set_session(self, session):
        self.session = session

    def encode(self, x):
        h = tf.matmul(x, self.W) + self.c
        return tf.nn.sigmoid(h)

    def decode(self, h):
        return tf.matmul(h, tf.transpose(self.W))

    def divergence(self, p, q):
        return self.part(p, q) + self.part(tf.constant(1.0) - p, tf.constant(1.0) - q)

    def part(self, a, b):
        return tf.multiply(a, tf.log(tf.div(a, b)))

    def reconstruct(self, x):
        h = self.encode(x)
        r = self.decode(h)
        return self.session.run(r, feed_dict={self.X: x})

    def both(self, x):
        h = self.encode(x)
        layers = []
        for scale in (1.0, 2.0):
            layers.append(scale * h)
        first = self.session.run(h)
        return first, self.session.run([layers[1], self.c])

    def inline(self, x):
        return self.session.run(self.decode(self.encode(x)), feed_dict={self.X: x})

    def fit(self, data):
        for _ in range(3):
            _, loss = self.session.run([self.train, self.loss], {self.X: data})
            print(loss)


data = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.25]], np.float32)
coder = Coder(3, 2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    coder.set_session(sess)
    print(coder.reconstruct(data))
    coder.fit(data)
    print(coder.reconstruct(data[:1]))
    print(coder.inline(data))
    for row in data:
        print(coder.both(row[None]))
        coder.fit(row[None])

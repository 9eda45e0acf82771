import numpy as np
import tensorflow as tf


class VAE(object):
    def __init__(self, n, latent):
        self.x = tf.placeholder(tf.float32, [None, n])
        self.w = tf.get_variable('w', shape=[n, latent], initializer=tf.constant_initializer(0.3))
        self.u = tf.Variable(0.2 * tf.ones([latent, n], dtype=tf.float32))
        self.mean = tf.matmul(self.x, self.w)
        self.sigma = 0.0 * self.mean
        eps = tf.random_normal(tf.stack([tf.shape(self.x)[0], latent]), 0, 1, dtype=tf.float32)
        self.z = tf.add(self.mean, tf.multiply(self.sigma, eps))
        self.reconstruction = tf.nn.sigmoid(tf.matmul(self.z, self.u))
        self.cost = tf.reduce_mean(tf.square(self.reconstruction - self.x))
        self.optimizer = tf.train.AdamOptimizer(0.01).minimize(self.cost)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def partial_fit(self, x):
        cost, _ = self.sess.run((self.cost, self.optimizer), feed_dict={self.x: x})
        return cost

    def transform(self, x):
        return self.sess.run(self.mean, feed_dict={self.x: x})

    def generate(self, hidden=None):
        if hidden is None:
            hidden = np.ones([1, 2])
        return self.sess.run(self.reconstruction, feed_dict={self.z: hidden})

    def reconstruct(self, x):
        return self.sess.run(self.reconstruction, feed_dict={self.x: x})


vae = VAE(3, 2)
data = np.random.RandomState(0).uniform(size=(5, 3))
for i in range(3):
    print(vae.partial_fit(data))
print(vae.transform(data[:1]), vae.generate(), vae.reconstruct(data[:1]))

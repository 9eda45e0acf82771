"""A normal distribution: probabilities, entropy, divergence, parameters, shapes of draws; runs nobody reads."""

import numpy as np
import tensorflow as tf


class Actor:
    def __init__(self, sess):
        self.sess = sess
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.a = tf.placeholder(tf.float32, [None, 1])
        self.dist, self.params = self.build("new", 0.5)
        self.old, self.old_params = self.build("old", 0.25)
        self.action = tf.clip_by_value(tf.squeeze(self.dist.sample(1), axis=[0, 2]), -1.0, 1.0)
        ratio = self.dist.prob(self.a) / (self.old.prob(self.a) + 1e-5)
        self.loss = -tf.reduce_mean(self.dist.log_prob(self.a) + 0.01 * self.dist.entropy() + ratio)
        self.kl = tf.reduce_mean(tf.distributions.kl_divergence(self.old, self.dist))
        self.mean, self.stddev, self.loc = self.dist.mean(), self.dist.stddev(), self.dist.loc
        self.shapes = [tf.shape(self.dist.sample([2, 4])), tf.shape(self.dist.sample())]
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss, var_list=[self.params])
        self.sess.run(tf.global_variables_initializer())

    def build(self, name, start):
        with tf.variable_scope(name):
            w = tf.get_variable("w", initializer=tf.constant([[start], [start / 2]]))
        mu = tf.tanh(tf.matmul(self.x, w))
        sigma = tf.nn.softplus(mu) + 0.1
        return tf.distributions.Normal(loc=mu, scale=sigma), w

    def update(self, x, a, steps):
        [self.sess.run(self.train, {self.x: x, self.a: a}) for _ in range(steps)]
        return self.sess.run([self.loss, self.kl], {self.x: x, self.a: a})

    def read(self, x):
        mean, stddev, loc = self.sess.run([self.mean, self.stddev, self.loc], {self.x: x})
        return mean, stddev, loc, self.sess.run(self.action, {self.x: x}).shape, self.sess.run(self.shapes, {self.x: x})


sess = tf.Session()
actor = Actor(sess)
x, a = np.ones([3, 2], np.float32), np.array([[0.1], [0.2], [-0.3]], np.float32)
for steps in (1, 2, 3):
    print(np.round(actor.update(x, a, steps), 4))
print(actor.read(x))

"""A policy and the old one that it is compared with: the method that builds a network returns its variables too."""
import numpy as np
import tensorflow as tf


class Policy(object):
    def __init__(self, n_states, n_actions, learning_rate=0.05):
        self.sess = tf.Session()
        self.s = tf.placeholder(tf.float32, [None, n_states], 'state')
        self.a = tf.placeholder(tf.int32, [None], 'action')
        self.adv = tf.placeholder(tf.float32, [None], 'advantage')

        pi, pi_params = self._build_net('pi', n_actions, trainable=True)
        oldpi, oldpi_params = self._build_net('oldpi', n_actions, trainable=False)
        self.prob = pi
        with tf.variable_scope('update_oldpi'):
            self.update_oldpi_op = [oldp.assign(p) for p, oldp in zip(pi_params, oldpi_params)]

        with tf.variable_scope('loss'):
            one_hot = tf.one_hot(self.a, n_actions)
            ratio = tf.reduce_sum(pi * one_hot, axis=1) / tf.reduce_sum(oldpi * one_hot, axis=1)
            clipped = tf.clip_by_value(ratio, 0.8, 1.2)
            self.loss = -tf.reduce_mean(tf.minimum(ratio * self.adv, clipped * self.adv))
        with tf.variable_scope('train'):
            self.train_op = tf.train.AdamOptimizer(learning_rate).minimize(self.loss)
        self.sess.run(tf.global_variables_initializer())

    def _build_net(self, name, n_actions, trainable):
        with tf.variable_scope(name):
            init = tf.constant_initializer(0.125)
            l1 = tf.layers.dense(self.s, 6, tf.nn.tanh, kernel_initializer=init, trainable=trainable)
            prob = tf.layers.dense(l1, n_actions, tf.nn.softmax, kernel_initializer=init, trainable=trainable)
        # all that this network learns
        params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope=name)
        return prob, params

    def update(self, s, a, adv):
        self.sess.run(self.update_oldpi_op)
        for _ in range(3): self.sess.run(self.train_op, {self.s: s, self.a: a, self.adv: adv})

    def probabilities(self, s):
        s = s[np.newaxis, :]; return self.sess.run(self.prob, {self.s: s})[0]


rng = np.random.RandomState(1)
states, actions, advantages = rng.rand(8, 4), rng.randint(0, 3, 8), rng.randn(8)
policy = Policy(4, 3)
for episode in range(3):
    policy.update(states, actions, advantages)
    print('Episode', episode, ' '.join('%.4f' % p for p in policy.probabilities(states[0])))

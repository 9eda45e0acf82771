import random

import numpy as np
import tensorflow as tf


class Policy:
    def select(self, state):
        pass

    def update(self, state, reward):
        pass

    def name(self):
        return "policy"


class RandomPolicy(Policy):
    def __init__(self, actions):
        self.actions = actions

    def select(self, state):
        return self.actions[0]


class QPolicy(Policy):
    def __init__(self, actions, dim):
        self.actions = actions
        self.x = tf.placeholder(tf.float32, [None, dim])
        self.y = tf.placeholder(tf.float32, [None, len(actions)])
        w = tf.Variable(tf.constant(0.1, shape=[dim, len(actions)]))
        self.q = tf.matmul(self.x, w)
        self.train_op = tf.train.AdagradOptimizer(0.1).minimize(tf.reduce_sum(tf.square(self.y - self.q)))
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def select(self, state):
        q = self.sess.run(self.q, feed_dict={self.x: state})
        return self.actions[int(np.argmax(q))]

    def update(self, state, reward):
        q = self.sess.run(self.q, feed_dict={self.x: state})
        q[0, 1] += reward
        self.sess.run(self.train_op, feed_dict={self.x: state, self.y: q})


def simulate(policy, steps):
    state = np.ones([1, 3], np.float32)
    for step in range(steps):
        action = policy.select(state)
        policy.update(state, 0.5 * step)
        print(step, policy.name(), action)


simulate(RandomPolicy(["a", "b"]), 2)
policy = QPolicy(["a", "b"], 3)
simulate(policy, 4)
print(policy.sess.run(policy.q, {policy.x: [[1.0, 2.0, 3.0]]}))

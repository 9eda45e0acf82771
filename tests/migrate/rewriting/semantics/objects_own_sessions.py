import numpy as np
import tensorflow as tf


class Agent:
    def __init__(self, size, double=False):
        self.size = size
        self.double = double
        self.count = 0
        self.build()
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def build(self):
        self.s = tf.placeholder(tf.float32, [None, self.size], name="s")
        self.t = tf.placeholder(tf.float32, [None, 1], name="t")
        with tf.variable_scope("eval"):
            w = tf.Variable(tf.ones([self.size, 1]) * 0.1)
            self.q = tf.matmul(self.s, w)
        self.loss = tf.reduce_mean(tf.squared_difference(self.t, self.q))
        self.train_op = tf.train.RMSPropOptimizer(0.1).minimize(self.loss)

    def learn(self, s, t):
        self.count += 1
        if self.double:
            t = t * 2
        _, cost = self.sess.run([self.train_op, self.loss], feed_dict={self.s: s, self.t: t})
        return cost

    def act(self, s):
        return self.sess.run(self.q, {self.s: s})


def train(agent, steps):
    for i in range(steps):
        print(agent.learn(np.ones([2, agent.size]) * i, np.ones([2, 1])))
    return agent.act(np.ones([1, agent.size]))


one = Agent(2)
two = Agent(3, double=True)
print(train(one, 3))
print(train(two, 2))
print(one.act(np.ones([1, 2])), one.count, two.count)

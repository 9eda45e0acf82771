"""An actor and its critic: one run trains the critic with remembered actions in place of those that the actor takes."""

import numpy as np
import tensorflow as tf

GAMMA, TAU = 0.9, 0.05


class Agent(object):
    def __init__(self, a_dim, s_dim, bound):
        self.sess = tf.Session()
        self.a_dim, self.s_dim, self.bound = a_dim, s_dim, bound
        self.S = tf.placeholder(tf.float32, [None, s_dim], "s")
        self.S_ = tf.placeholder(tf.float32, [None, s_dim], "s_")
        self.R = tf.placeholder(tf.float32, [None, 1], "r")
        with tf.variable_scope("Actor"):
            self.a = self._build_actor(self.S, scope="eval", trainable=True)
            a_ = self._build_actor(self.S_, scope="target", trainable=False)
        with tf.variable_scope("Critic"):
            # the action is that of the actor, unless a run feeds one from memory
            q = self._build_critic(self.S, self.a, scope="eval", trainable=True)
            q_ = self._build_critic(self.S_, a_, scope="target", trainable=False)
        self.ae_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="Actor/eval")
        self.at_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="Actor/target")
        self.ce_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="Critic/eval")
        self.ct_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="Critic/target")

        self.soft_replace = [
            tf.assign(t, (1 - TAU) * t + TAU * e)
            for t, e in zip(self.at_params + self.ct_params, self.ae_params + self.ce_params)
        ]

        target = self.R + GAMMA * q_
        error = tf.losses.mean_squared_error(labels=target, predictions=q)
        self.train_critic = tf.train.AdamOptimizer(0.01).minimize(error, var_list=self.ce_params)
        loss = -tf.reduce_mean(q)  # maximize q
        self.train_actor = tf.train.AdamOptimizer(0.005).minimize(loss, var_list=self.ae_params)
        self.sess.run(tf.global_variables_initializer())

    def act(self, s):
        return self.sess.run(self.a, {self.S: s[np.newaxis, :]})[0]

    def learn(self, s, a, r, s_):
        self.sess.run(self.soft_replace)
        self.sess.run(self.train_actor, {self.S: s})
        self.sess.run(self.train_critic, {self.S: s, self.a: a, self.R: r, self.S_: s_})

    def _build_actor(self, s, scope, trainable):
        with tf.variable_scope(scope):
            net = tf.layers.dense(s, 6, activation=tf.nn.relu, name="l1", trainable=trainable)
            a = tf.layers.dense(net, self.a_dim, activation=tf.nn.tanh, name="a", trainable=trainable)
            return tf.multiply(a, self.bound, name="scaled_a")

    def _build_critic(self, s, a, scope, trainable):
        with tf.variable_scope(scope):
            units = 8
            w_s = tf.get_variable("w_s", [self.s_dim, units], trainable=trainable)
            w_a = tf.get_variable("w_a", [self.a_dim, units], trainable=trainable)
            b = tf.get_variable("b", [1, units], trainable=trainable)
            net = tf.nn.relu(tf.matmul(s, w_s) + tf.matmul(a, w_a) + b)
            return tf.layers.dense(net, 1, trainable=trainable)


agent = Agent(2, 3, np.array([1.5, 2.0]))
random = np.random.RandomState(1)
for step in range(8):
    s, s_ = random.normal(size=(16, 3)), random.normal(size=(16, 3))
    a, r = random.normal(size=(16, 2)), random.normal(size=(16, 1))
    agent.learn(s, a, r, s_)
    print("step", step, "action %.4f %.4f" % tuple(agent.act(s[0])))

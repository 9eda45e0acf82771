import numpy as np
import tensorflow as tf

GAMMA, TAU = 0.9, 0.1


class Agent(object):
    def __init__(self, a_dim, s_dim, bound):
        self.sess = tf.Session()
        self.a_dim, self.s_dim, self.bound = a_dim, s_dim, bound
        self.S = tf.placeholder(tf.float32, [None, s_dim], "s")
        self.S_ = tf.placeholder(tf.float32, [None, s_dim], "s_")
        self.R = tf.placeholder(tf.float32, [None, 1], "r")
        with tf.variable_scope("Actor"):
            self.a = self._build_a(self.S, "eval", True)
            a_ = self._build_a(self.S_, "target", False)
        with tf.variable_scope("Critic"):
            q = self._build_c(self.S, self.a, "eval", True)
            q_ = self._build_c(self.S_, a_, "target", False)
        self.ae = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="Actor/eval")
        self.at = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="Actor/target")
        self.ce = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="Critic/eval")
        self.ct = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="Critic/target")
        self.replace = [tf.assign(t, (1 - TAU) * t + TAU * e) for t, e in zip(self.at + self.ct, self.ae + self.ce)]
        target = self.R + GAMMA * q_
        error = tf.losses.mean_squared_error(labels=target, predictions=q)
        self.ctrain = tf.train.AdamOptimizer(0.02).minimize(error, var_list=self.ce)
        self.atrain = tf.train.AdamOptimizer(0.01).minimize(-tf.reduce_mean(q), var_list=self.ae)
        self.sess.run(tf.global_variables_initializer())

    def act(self, s):
        return self.sess.run(self.a, {self.S: s[np.newaxis, :]})[0]

    def learn(self, s, a, r, s_):
        self.sess.run(self.replace)
        self.sess.run(self.atrain, {self.S: s})
        self.sess.run(self.ctrain, {self.S: s, self.a: a, self.R: r, self.S_: s_})

    def _build_a(self, s, scope, trainable):
        with tf.variable_scope(scope):
            start = tf.constant_initializer(0.2)
            net = tf.layers.dense(s, 4, tf.nn.relu, kernel_initializer=start, name="l1", trainable=trainable)
            a = tf.layers.dense(net, self.a_dim, tf.nn.tanh, kernel_initializer=start, name="a", trainable=trainable)
            return tf.multiply(a, self.bound, name="scaled")

    def _build_c(self, s, a, scope, trainable):
        with tf.variable_scope(scope):
            n = 5
            start = tf.constant_initializer(0.1)
            w_s = tf.get_variable("w_s", [self.s_dim, n], initializer=start, trainable=trainable)
            w_a = tf.get_variable("w_a", [self.a_dim, n], initializer=start, trainable=trainable)
            b = tf.get_variable("b", [1, n], initializer=start, trainable=trainable)
            net = tf.nn.relu(tf.matmul(s, w_s) + tf.matmul(a, w_a) + b)
            return tf.layers.dense(net, 1, kernel_initializer=start, trainable=trainable)


agent = Agent(2, 3, np.array([1.5, 2.0]))
random = np.random.RandomState(0)
for i in range(5):
    s, s_ = random.normal(size=(6, 3)), random.normal(size=(6, 3))
    a, r = random.normal(size=(6, 2)), random.normal(size=(6, 1))
    agent.learn(s, a, r, s_)
    print(i, agent.act(s[0]))

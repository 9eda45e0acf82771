import numpy as np
import tensorflow as tf


class Agent:
    def __init__(self, size, actions):
        self.size = size
        self.actions = actions
        self._build()
        targets = tf.get_collection("target_params")
        sources = tf.get_collection("eval_params")
        self.replace = [tf.assign(t, e) for t, e in zip(targets, sources)]
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def _build(self):
        def layers(x, keys, units, w_init):
            with tf.variable_scope("l1"):
                w = tf.get_variable("w", [self.size, units], initializer=w_init, collections=keys)
                b = tf.get_variable("b", [1, units], initializer=tf.zeros_initializer(), collections=keys)
                h = tf.nn.relu(tf.matmul(x, w) + b)
            with tf.variable_scope("l2"):
                w2 = tf.get_variable("w", [units, self.actions], initializer=w_init, collections=keys)
                return tf.matmul(h, w2)

        self.s = tf.placeholder(tf.float32, [None, self.size])
        self.q = tf.placeholder(tf.float32, [None, self.actions])
        with tf.variable_scope("eval_net"):
            keys, units, w_init = (
                ["eval_params", tf.GraphKeys.GLOBAL_VARIABLES],
                3,
                tf.constant_initializer(0.2),
            )
            self.q_eval = layers(self.s, keys, units, w_init)
        self.loss = tf.reduce_mean(tf.squared_difference(self.q, self.q_eval))
        self.train_op = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)
        self.s_ = tf.placeholder(tf.float32, [None, self.size])
        with tf.variable_scope("target_net"):
            keys = ["target_params", tf.GraphKeys.GLOBAL_VARIABLES]
            self.q_next = layers(self.s_, keys, units, w_init)

    def learn(self, s, q):
        _, cost = self.sess.run([self.train_op, self.loss], {self.s: s, self.q: q})
        return cost

    def values(self, s):
        return self.sess.run([self.q_next, self.q_eval], {self.s_: s, self.s: s})


agent = Agent(2, 2)
s = np.array([[1.0, 2.0], [0.5, 0.1]])
for step in range(4):
    if step % 2 == 0:
        agent.sess.run(agent.replace)
    print(agent.learn(s, np.array([[1.0, 0.0], [0.0, 2.0]])))
next_, now = agent.values(s)
print(next_.round(5).tolist(), now.round(5).tolist())

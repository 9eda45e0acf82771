import numpy as np
import tensorflow as tf


class Agent:
    def __init__(self, size):
        self.size = size
        self._build()
        targets = tf.get_collection("target_params")
        sources = tf.get_collection("eval_params")
        self.replace = [tf.assign(t, e) for t, e in zip(targets, sources)]
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def _build(self):
        self.s = tf.placeholder(tf.float32, [None, self.size])
        self.q = tf.placeholder(tf.float32, [None, 1])
        with tf.variable_scope("eval_net"):
            c_names, units = ["eval_params", tf.GraphKeys.GLOBAL_VARIABLES], 3
            with tf.variable_scope("l1"):
                w = tf.get_variable("w", [self.size, units], initializer=tf.ones_initializer(), collections=c_names)
                h = tf.nn.relu(tf.matmul(self.s, w))
            with tf.variable_scope("l2"):
                v = tf.get_variable("w", [units, 1], initializer=tf.ones_initializer(), collections=c_names)
                self.q_eval = tf.matmul(h, v)
        self.loss = tf.reduce_mean(tf.squared_difference(self.q, self.q_eval))
        self.train_op = tf.train.RMSPropOptimizer(0.01).minimize(self.loss)
        with tf.variable_scope("target_net"):
            c_names = ["target_params", tf.GraphKeys.GLOBAL_VARIABLES]
            with tf.variable_scope("l1"):
                w = tf.get_variable("w", [self.size, units], initializer=tf.ones_initializer(), collections=c_names)
                h = tf.nn.relu(tf.matmul(self.s, w))
            with tf.variable_scope("l2"):
                v = tf.get_variable("w", [units, 1], initializer=tf.ones_initializer(), collections=c_names)
                self.q_next = tf.matmul(h, v)

    def learn(self, s, q):
        _, cost = self.sess.run([self.train_op, self.loss], {self.s: s, self.q: q})
        return cost


agent = Agent(2)
s = np.array([[1.0, 2.0], [0.5, 0.1]])
for step in range(4):
    if step % 2 == 0:
        agent.sess.run(agent.replace)
    print(agent.learn(s, np.array([[1.0], [0.0]])))
print(agent.sess.run(agent.q_next, {agent.s: s}).round(5).tolist())

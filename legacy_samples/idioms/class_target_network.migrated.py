"""Two scopes of one network and a replacement op that copies one to the other (as in deep Q learning)."""
import numpy as np
from compat import tf1 as tf


class Agent:
    def __init__(self, n_states, n_actions):
        self.s = tf.placeholder(tf.float32, [None, n_states])
        self.s_ = tf.placeholder(tf.float32, [None, n_states])
        self.q_target = tf.placeholder(tf.float32, [None, n_actions])
        self.q_eval = self._net(self.s, n_actions, 'eval_net')
        self.q_next = self._net(self.s_, n_actions, 'target_net')
        t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='target_net')
        e_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='eval_net')
        self.replace_op = [tf.assign(t, e) for t, e in zip(t_params, e_params)]
        self.loss = tf.reduce_mean(tf.squared_difference(self.q_target, self.q_eval))
        self.train_op = tf.train.RMSPropOptimizer(0.01).minimize(self.loss, var_list=e_params)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def _net(self, s, n_actions, name):
        with tf.variable_scope(name):
            h = tf.layers.dense(s, 5, tf.nn.relu, kernel_initializer=tf.random_normal_initializer(0., 0.3))
            return tf.layers.dense(h, n_actions, kernel_initializer=tf.random_normal_initializer(0., 0.3))

    def learn(self, s, s_, r):
        q_next, q_eval = self.sess.run([self.q_next, self.q_eval], {self.s_: s_, self.s: s})
        q_target = q_eval.copy()
        q_target[np.arange(len(s)), q_eval.argmax(1)] = r + 0.9 * q_next.max(axis=1)
        self.sess.run(self.train_op, {self.s: s, self.q_target: q_target})
        return self.sess.run(self.loss, {self.s: s, self.q_target: q_target})


rng = np.random.RandomState(28)
agent = Agent(3, 2)
for step in range(6):
    if step % 3 == 0:
        agent.sess.run(agent.replace_op)
    print(step, agent.learn(rng.rand(8, 3), rng.rand(8, 3), rng.rand(8)))

"""A deep Q network in a class: its target network of layers is replaced by assign ops."""
import numpy as np
import tensorflow as tf


class DQN:
    def __init__(self, n_actions, n_features, rate=0.1, every=2):
        self.n_actions = n_actions
        self.n_features = n_features
        self.lr = rate
        self.every = every
        self.steps = 0
        self._build_net()
        t_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="target_net")
        e_params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="eval_net")
        with tf.variable_scope("replacement"):
            self.replace_op = [tf.assign(t, e) for t, e in zip(t_params, e_params)]
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())
        self.costs = []

    def _build_net(self):
        self.s = tf.placeholder(tf.float32, [None, self.n_features], name="s")
        self.s_ = tf.placeholder(tf.float32, [None, self.n_features], name="s_")
        self.r = tf.placeholder(tf.float32, [None], name="r")
        self.a = tf.placeholder(tf.int32, [None], name="a")
        w, b = tf.constant_initializer(0.3), tf.constant_initializer(0.1)
        with tf.variable_scope("eval_net"):
            e1 = tf.layers.dense(self.s, 4, tf.nn.relu, kernel_initializer=w, bias_initializer=b, name="e1")
            self.q_eval = tf.layers.dense(e1, self.n_actions, kernel_initializer=w, bias_initializer=b, name="q")
        low = tf.constant_initializer(-0.2)
        with tf.variable_scope("target_net"):
            t1 = tf.layers.dense(self.s_, 4, tf.nn.relu, kernel_initializer=low, bias_initializer=b, name="t1")
            self.q_next = tf.layers.dense(t1, self.n_actions, kernel_initializer=low, bias_initializer=b, name="t2")
        with tf.variable_scope("q_target"):
            self.q_target = tf.stop_gradient(self.r + 0.9 * tf.reduce_max(self.q_next, axis=1))
        with tf.variable_scope("q_eval"):
            indices = tf.stack([tf.range(tf.shape(self.a)[0], dtype=tf.int32), self.a], axis=1)
            self.q_of_a = tf.gather_nd(params=self.q_eval, indices=indices)
        with tf.variable_scope("loss"):
            self.loss = tf.reduce_mean(tf.squared_difference(self.q_target, self.q_of_a))
        with tf.variable_scope("train"):
            self._train_op = tf.train.RMSPropOptimizer(self.lr).minimize(self.loss)

    def choose(self, s):
        values = self.sess.run(self.q_eval, feed_dict={self.s: s[np.newaxis, :]})
        return np.argmax(values), values

    def learn(self, s, a, r, s_):
        if self.steps % self.every == 0:
            self.sess.run(self.replace_op)
            print("replaced")
        _, cost = self.sess.run(
            [self._train_op, self.loss],
            feed_dict={
                self.s: s,
                self.a: a,
                self.r: r,
                self.s_: s_,
            },
        )
        self.costs.append(cost)
        self.steps += 1


agent = DQN(2, 3)
states = np.arange(12).reshape(4, 3) / 10.0
for i in range(5):
    agent.learn(states, [0, 1, 0, 1], [1.0, 0.0, 0.5, 2.0], states + 0.1)
print(["%.4f" % cost for cost in agent.costs])
action, values = agent.choose(states[1])
print(int(action), values)

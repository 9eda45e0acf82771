"""Actor and critic share a session that they are given; each has its own train op."""
import numpy as np
import tensorflow as tf

GAMMA = 0.9


class Actor(object):
    def __init__(self, sess, n_features, n_actions, lr=0.01):
        self.sess = sess
        self.s = tf.placeholder(tf.float32, [1, n_features], 'state')
        self.a = tf.placeholder(tf.int32, None, 'act')
        self.td_error = tf.placeholder(tf.float32, None, 'td_error')

        with tf.variable_scope('Actor'):
            l1 = tf.layers.dense(
                inputs=self.s,
                units=5,  # number of hidden units
                activation=tf.nn.relu,
                kernel_initializer=tf.constant_initializer(0.1),
                bias_initializer=tf.constant_initializer(0.1),
                name='l1'
            )
            self.acts_prob = tf.layers.dense(
                inputs=l1,
                units=n_actions,
                activation=tf.nn.softmax,
                kernel_initializer=tf.constant_initializer(0.2),
                name='acts_prob'
            )

        with tf.variable_scope('exp_v'):
            log_prob = tf.log(self.acts_prob[0, self.a])
            self.exp_v = tf.reduce_mean(log_prob * self.td_error)  # guided by the critic

        with tf.variable_scope('train'):
            self.train_op = tf.train.AdamOptimizer(lr).minimize(-self.exp_v)  # maximise

    def learn(self, s, a, td):
        s = s[np.newaxis, :]
        feed_dict = {self.s: s, self.a: a, self.td_error: td}
        _, exp_v = self.sess.run([self.train_op, self.exp_v], feed_dict)
        return exp_v

    def choose_action(self, s):
        probs = self.sess.run(self.acts_prob, {self.s: s[np.newaxis, :]})
        return int(np.argmax(probs.ravel())), probs


class Critic(object):
    def __init__(self, sess, n_features, lr=0.05):
        self.sess = sess
        self.s = tf.placeholder(tf.float32, [1, n_features], 'state')
        self.v_ = tf.placeholder(tf.float32, [1, 1], 'v_next')
        self.r = tf.placeholder(tf.float32, None, 'r')

        with tf.variable_scope('Critic'):
            l1 = tf.layers.dense(self.s, 4, tf.nn.relu, kernel_initializer=tf.constant_initializer(0.3), name='l1')
            self.v = tf.layers.dense(l1, 1, kernel_initializer=tf.constant_initializer(-0.1), name='V')

        with tf.variable_scope('squared_TD_error'):
            self.td_error = self.r + GAMMA * self.v_ - self.v
            self.loss = tf.square(self.td_error)
        with tf.variable_scope('train'):
            self.train_op = tf.train.AdamOptimizer(lr).minimize(self.loss)

    def learn(self, s, r, s_):
        s, s_ = s[np.newaxis, :], s_[np.newaxis, :]
        v_ = self.sess.run(self.v, {self.s: s_})
        td_error, _ = self.sess.run([self.td_error, self.train_op], {self.s: s, self.v_: v_, self.r: r})
        return td_error


rng = np.random.RandomState(3)
sess = tf.Session()
actor = Actor(sess, n_features=4, n_actions=3)
critic = Critic(sess, n_features=4)
sess.run(tf.global_variables_initializer())
s = rng.rand(4)
for t in range(5):
    a, _ = actor.choose_action(s)
    s_, r = rng.rand(4), float(t % 2)
    td_error = critic.learn(s, r, s_)
    print(t, a, '%.5f' % td_error[0, 0], '%.5f' % actor.learn(s, t % 3, td_error))
    s = s_

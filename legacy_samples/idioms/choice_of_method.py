"""A policy with two ways to update it, of which a constant at the top chooses one; the other has a placeholder more."""

import numpy as np
import tensorflow as tf

METHOD = [
    dict(name="penalty", target=0.01, lam=0.5),
    dict(name="clip", epsilon=0.2),
][1]  # choose the method
UPDATES = 4


class Policy(object):
    def __init__(self, n_features, learning_rate=0.01):
        self.sess = tf.Session()
        self.state = tf.placeholder(tf.float32, [None, n_features], "state")
        self.action = tf.placeholder(tf.float32, [None, 1], "action")
        self.advantage = tf.placeholder(tf.float32, [None, 1], "advantage")
        old = tf.placeholder(tf.float32, [None, 1], "old")
        self.old = old

        hidden = tf.layers.dense(self.state, 8, tf.nn.tanh, kernel_initializer=tf.random_normal_initializer(0.0, 0.3))
        self.mean = tf.layers.dense(hidden, 1, kernel_initializer=tf.random_normal_initializer(0.0, 0.3))
        density = tf.exp(-tf.square(self.action - self.mean))
        with tf.variable_scope("loss"):
            ratio = density / (old + 1e-5)
            gain = ratio * self.advantage
            if METHOD["name"] == "penalty":
                self.weight = tf.placeholder(tf.float32, None, "weight")
                self.gap = tf.reduce_mean(tf.square(density - old))
                self.loss = -tf.reduce_mean(gain) + self.weight * self.gap
            else:  # clipped, which is better
                clipped = tf.clip_by_value(ratio, 1.0 - METHOD["epsilon"], 1.0 + METHOD["epsilon"])
                self.loss = -tf.reduce_mean(tf.minimum(gain, clipped * self.advantage))
        self.train_op = tf.train.AdamOptimizer(learning_rate).minimize(self.loss)
        self.density = density
        self.sess.run(tf.global_variables_initializer())

    def update(self, state, action, advantage):
        old = self.sess.run(self.density, {self.state: state, self.action: action})
        feed = {self.state: state, self.action: action, self.advantage: advantage, self.old: old}
        if METHOD["name"] == "penalty":
            feed[self.weight] = METHOD["lam"]
            for _ in range(UPDATES):
                _, gap = self.sess.run([self.train_op, self.gap], feed)
                if gap > 4 * METHOD["target"]:
                    break
            METHOD["lam"] *= 2 if gap > 1.5 * METHOD["target"] else 0.5
        else:
            for _ in range(UPDATES):
                self.sess.run(self.train_op, feed)
        return self.sess.run(self.loss, feed)

    def act(self, state):
        return self.sess.run(self.mean, {self.state: state[np.newaxis, :]})[0, 0]


policy = Policy(3)
states = np.random.RandomState(0).uniform(-1, 1, (16, 3))
actions = np.sum(states, axis=1, keepdims=True)
for episode in range(5):
    loss = policy.update(states, actions, np.abs(actions) - 0.5)
    shown = "weight %.3f" % METHOD["lam"] if METHOD["name"] == "penalty" else ""
    print("episode", episode, "loss %.5f" % loss, shown)
print("action %.5f" % policy.act(states[0]))

"""A runner that keeps the session and the network that it was given, beside its own counters and memory."""
import numpy as np
import tensorflow as tf


class Model(object):
    def __init__(self, num_states, num_actions):
        self.states = tf.placeholder(tf.float32, [None, num_states])
        self.targets = tf.placeholder(tf.float32, [None, num_actions])
        hidden = tf.layers.dense(self.states, 6, activation=tf.nn.relu, kernel_initializer=tf.constant_initializer(0.1))
        self.logits = tf.layers.dense(hidden, num_actions, kernel_initializer=tf.constant_initializer(0.2))
        self.loss = tf.reduce_mean(tf.square(self.targets - self.logits))
        self.train_op = tf.train.AdamOptimizer(0.01).minimize(self.loss)

    def predict(self, sess, states):
        return sess.run(self.logits, feed_dict={self.states: states})


class GameRunner:
    def __init__(self, sess, model, env_size, decay=0.9):
        self._sess = sess
        self._model = model
        self._env_size = env_size
        self._decay = decay
        self._steps = 0
        self._losses = []

    def run(self, episodes):
        for episode in range(episodes):
            state = np.sin(np.arange(self._env_size) + episode)
            for _ in range(3):
                state = self._play(state)
            self._replay(episode)
            print("episode %d: step %d, loss %.5f" % (episode, self._steps, self._losses[-1]))

    def _play(self, state):
        action = np.argmax(self._model.predict(self._sess, state.reshape(1, -1)))
        self._steps += 1
        return self._decay * state + 0.1 * action

    def _replay(self, episode):
        states = np.cos(np.arange(4 * self._env_size) + episode).reshape(4, self._env_size)
        targets = self._decay * self._model.predict(self._sess, states) + 0.1
        feed = {self._model.states: states, self._model.targets: targets}
        _, loss = self._sess.run([self._model.train_op, self._model.loss], feed_dict=feed)
        self._losses.append(loss)

    @property
    def losses(self):
        return self._losses


if __name__ == "__main__":
    model = Model(3, 2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        runner = GameRunner(sess, model, 3)
        runner.run(4)
        print(np.round(runner.losses, 5))

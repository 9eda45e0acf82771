"""A Q network whose class gives its sizes and its initializer as properties."""
import numpy as np
import tensorflow as tf


class Model(object):
    def __init__(self, num_states, num_actions, batch_size):
        self._num_states = num_states
        self._num_actions = num_actions
        self._batch_size = batch_size
        self._define_model()

    def _define_model(self):
        self._states = tf.placeholder(tf.float32, [None, self.num_states])
        self._q_s_a = tf.placeholder(tf.float32, [None, self.num_actions])
        hidden = tf.layers.dense(
            self._states, 8, activation=tf.nn.relu, kernel_initializer=tf.constant_initializer(0.1)
        )
        self._logits = tf.layers.dense(hidden, self.num_actions, kernel_initializer=tf.constant_initializer(0.2))
        loss = tf.losses.mean_squared_error(self._q_s_a, self._logits)
        self._optimizer = tf.train.AdamOptimizer(0.01).minimize(loss)
        self._var_init = tf.global_variables_initializer()

    def predict_one(self, state, sess):
        return sess.run(self._logits, feed_dict={self._states: state.reshape(1, self.num_states)})

    def train_batch(self, sess, states, targets):
        sess.run(self._optimizer, feed_dict={self._states: states, self._q_s_a: targets})

    @property
    def num_states(self):
        return self._num_states

    @property
    def num_actions(self):
        return self._num_actions

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def var_init(self):
        return self._var_init


model = Model(4, 2, batch_size=5)
data = np.sin(np.arange(4 * model.batch_size)).reshape(model.batch_size, model.num_states)
with tf.Session() as sess:
    sess.run(model.var_init)
    for step in range(6):
        model.train_batch(sess, data, np.cos(np.arange(2 * model.batch_size)).reshape(-1, model.num_actions))
        if step % 2 == 0:
            print("step %d: %s" % (step, np.round(model.predict_one(data[0], sess), 4)))

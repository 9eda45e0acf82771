import numpy as np
import tensorflow as tf


class Model(object):
    def __init__(self, num_states, num_actions, batch_size):
        self._num_states = num_states
        self._num_actions = num_actions
        self._batch_size = batch_size
        self._define_model()

    def _define_model(self):
        self._states = tf.placeholder(shape=[None, self.num_states], dtype=tf.float32)
        self._q = tf.placeholder(shape=[None, self.num_actions], dtype=tf.float32)
        w = tf.Variable(tf.ones([self.num_states, self._num_actions]) * 0.25)
        self._logits = tf.matmul(self._states, w)
        loss = tf.reduce_mean(tf.square(self._q - self._logits))

        self._optimizer = tf.train.AdamOptimizer(0.125).minimize(loss)
        self._init = tf.global_variables_initializer()

    def predict_one(self, state, sess):
        return sess.run(self._logits, feed_dict={self._states: state.reshape(1, self.num_states)})

    def train_batch(self, sess, x_batch, y_batch):
        sess.run(self._optimizer, feed_dict={self._states: x_batch, self._q: y_batch})

    @property
    def num_states(self):
        return self._num_states

    @property
    def num_actions(self):
        return self._num_actions

    # the folder of its checkpoints
    @property
    def model_dir(self):
        """Its name."""
        return "{}_{}".format(self.num_states, self._batch_size)


    @property
    def init(self):
        return self._init

    @property
    def logits(self):
        return self._logits


model = Model(3, 2, 4)
with tf.Session() as sess:
    sess.run(model.init)
    for i in range(3):
        model.train_batch(sess, np.ones((4, model.num_states)), np.ones((4, 2)))
        print(np.round(sess.run(model.logits, {model._states: np.ones((1, 3))}), 4))

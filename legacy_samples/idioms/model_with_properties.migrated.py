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
        _states_spec = tf.TensorSpec([None, self.num_states], tf.float32)
        _q_s_a_spec = tf.TensorSpec([None, self.num_actions], tf.float32)
        self.hidden_layer = tf.keras.layers.Dense(
            8, activation=tf.nn.relu, kernel_initializer=tf.constant_initializer(0.1)
        )
        self._logits_layer = tf.keras.layers.Dense(self.num_actions, kernel_initializer=tf.constant_initializer(0.2))
        self._logits_layer.build([None, 8])

        self.compute__logits = tf.function(self.compute__logits, input_signature=[_states_spec])

        self._optimizer = tf.keras.optimizers.Adam(
            0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32

        self.train_step = tf.function(self.train_step, input_signature=[_states_spec, _q_s_a_spec])

    def compute__logits(self, _states):
        hidden = self.hidden_layer(_states)
        return self._logits_layer(hidden)

    def train_step(self, _states, _q_s_a):
        with tf.GradientTape() as tape:
            _logits = self.compute__logits(_states)
            loss = tf.reduce_mean(tf.math.squared_difference(_logits, _q_s_a))
        variables = tape.watched_variables()
        self._optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    def predict_one(self, state):
        return self.compute__logits(state.reshape(1, self.num_states)).numpy()

    def train_batch(self, states, targets):
        self.train_step(states, targets)

    @property
    def num_states(self):
        return self._num_states

    @property
    def num_actions(self):
        return self._num_actions

    @property
    def batch_size(self):
        return self._batch_size


model = Model(4, 2, batch_size=5)
data = np.sin(np.arange(4 * model.batch_size)).reshape(model.batch_size, model.num_states)
for step in range(6):
    model.train_batch(data, np.cos(np.arange(2 * model.batch_size)).reshape(-1, model.num_actions))
    if step % 2 == 0:
        print("step %d: %s" % (step, np.round(model.predict_one(data[0]), 4)))

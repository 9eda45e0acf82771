"""A policy with two ways to update it, of which a constant at the top chooses one; the other has a placeholder more."""

import numpy as np
import tensorflow as tf

METHOD = [
    dict(name="penalty", target=0.01, lam=0.5),
    dict(name="clip", epsilon=0.2),
][1]  # choose the method
assert METHOD["name"] != "penalty"  # no run took the other branch
UPDATES = 4


class Policy(object):
    def __init__(self, n_features, learning_rate=0.01):
        state_spec = tf.TensorSpec([None, n_features], tf.float32, name="state")
        action_spec = tf.TensorSpec([None, 1], tf.float32, name="action")
        advantage_spec = tf.TensorSpec([None, 1], tf.float32, name="advantage")
        old_spec = tf.TensorSpec([None, 1], tf.float32, name="old")

        self.hidden_layer = tf.keras.layers.Dense(
            8, tf.nn.tanh, kernel_initializer=tf.random_normal_initializer(0.0, 0.3)
        )
        self.hidden_layer.build([None, n_features])
        self.mean_layer = tf.keras.layers.Dense(1, kernel_initializer=tf.random_normal_initializer(0.0, 0.3))
        self.mean_layer.build([None, 8])

        self.compute_mean = tf.function(self.compute_mean, input_signature=[state_spec])

        self.compute_density = tf.function(self.compute_density, input_signature=[state_spec, action_spec])

        self.compute_loss = tf.function(
            self.compute_loss, input_signature=[state_spec, action_spec, advantage_spec, old_spec]
        )

        self.optimizer = tf.keras.optimizers.Adam(
            learning_rate, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [*self.hidden_layer.trainable_variables, *self.mean_layer.trainable_variables]
        self.optimizer.build(self.variables)

        self.train_step = tf.function(
            self.train_step, input_signature=[state_spec, action_spec, advantage_spec, old_spec]
        )

    def compute_mean(self, state):
        hidden = self.hidden_layer(state)
        return self.mean_layer(hidden)

    def compute_density(self, state, action):
        mean = self.compute_mean(state)
        return tf.exp(-tf.square(action - mean))

    def compute_loss(self, state, action, advantage, old):
        density = self.compute_density(state, action)
        ratio = density / (old + 1e-5)
        gain = ratio * advantage
        # clipped, which is better
        clipped = tf.clip_by_value(ratio, 1.0 - METHOD["epsilon"], 1.0 + METHOD["epsilon"])
        return -tf.reduce_mean(tf.minimum(gain, clipped * advantage))

    def train_step(self, state, action, advantage, old):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(state, action, advantage, old)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))

    def update(self, state, action, advantage):
        old = self.compute_density(state, action).numpy()
        for _ in range(UPDATES):
            self.train_step(state, action, advantage, old)
        return self.compute_loss(state, action, advantage, old).numpy()

    def act(self, state):
        return self.compute_mean(state[np.newaxis, :]).numpy()[0, 0]


policy = Policy(3)
states = np.random.RandomState(0).uniform(-1, 1, (16, 3))
actions = np.sum(states, axis=1, keepdims=True)
for episode in range(5):
    loss = policy.update(states, actions, np.abs(actions) - 0.5)
    shown = "weight %.3f" % METHOD["lam"] if METHOD["name"] == "penalty" else ""
    print("episode", episode, "loss %.5f" % loss, shown)
print("action %.5f" % policy.act(states[0]))

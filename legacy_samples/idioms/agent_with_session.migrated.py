"""A runner that keeps the session and the network that it was given, beside its own counters and memory."""
import numpy as np
import tensorflow as tf


class Model(object):
    def __init__(self, num_states, num_actions):
        states_spec = tf.TensorSpec([None, num_states], tf.float32)
        targets_spec = tf.TensorSpec([None, num_actions], tf.float32)
        self.hidden_layer = tf.keras.layers.Dense(
            6, activation=tf.nn.relu, kernel_initializer=tf.constant_initializer(0.1)
        )
        self.hidden_layer.build([None, num_states])
        self.logits_layer = tf.keras.layers.Dense(num_actions, kernel_initializer=tf.constant_initializer(0.2))
        self.logits_layer.build([None, 6])

        self.compute_logits = tf.function(self.compute_logits, input_signature=[states_spec])

        self.optimizer = tf.keras.optimizers.Adam(
            0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [*self.hidden_layer.trainable_variables, *self.logits_layer.trainable_variables]
        self.optimizer.build(self.variables)

        self.train_step = tf.function(self.train_step, input_signature=[states_spec, targets_spec])

    def compute_logits(self, states):
        hidden = self.hidden_layer(states)
        return self.logits_layer(hidden)

    def train_step(self, states, targets):
        with tf.GradientTape() as tape:
            logits = self.compute_logits(states)
            loss = tf.reduce_mean(tf.square(targets - logits))
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))
        return loss

    def predict(self, states):
        return self.compute_logits(states).numpy()


class GameRunner:
    def __init__(self, model, env_size, decay=0.9):
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
        action = np.argmax(self._model.predict(state.reshape(1, -1)))
        self._steps += 1
        return self._decay * state + 0.1 * action

    def _replay(self, episode):
        states = np.cos(np.arange(4 * self._env_size) + episode).reshape(4, self._env_size)
        targets = self._decay * self._model.predict(states) + 0.1
        loss = self._model.train_step(states, targets).numpy()
        self._losses.append(loss)

    @property
    def losses(self):
        return self._losses


if __name__ == "__main__":
    model = Model(3, 2)
    runner = GameRunner(model, 3)
    runner.run(4)
    print(np.round(runner.losses, 5))

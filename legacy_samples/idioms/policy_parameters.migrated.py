"""A policy and the old one that it is compared with: the method that builds a network returns its variables too."""
import numpy as np
import tensorflow as tf


class BuildNet(tf.Module):
    def __init__(self, n_actions, trainable, input_size):
        super().__init__()
        init = tf.constant_initializer(0.125)
        self.l1 = tf.keras.layers.Dense(6, tf.nn.tanh, kernel_initializer=init, trainable=trainable)
        self.l1.build([None, input_size])
        self.prob = tf.keras.layers.Dense(n_actions, tf.nn.softmax, kernel_initializer=init, trainable=trainable)
        self.prob.build([None, 6])

    def __call__(self, s):
        l1 = self.l1(s)
        prob = self.prob(l1)
        return prob


class Policy(object):
    def __init__(self, n_states, n_actions, learning_rate=0.05):
        self.n_actions = n_actions
        s_spec = tf.TensorSpec([None, n_states], tf.float32, name='state')
        a_spec = tf.TensorSpec([None], tf.int32, name='action')
        adv_spec = tf.TensorSpec([None], tf.float32, name='advantage')

        self.pi_layer = BuildNet(n_actions, trainable=True, input_size=n_states)

        self.compute_pi = tf.function(self.compute_pi, input_signature=[s_spec])

        # all that this network learns
        self.pi_params = [*self.pi_layer.l1.variables, *self.pi_layer.prob.variables]
        self.oldpi_layer = BuildNet(n_actions, trainable=False, input_size=n_states)
        self.oldpi_params = [*self.oldpi_layer.l1.variables, *self.oldpi_layer.prob.variables]

        self.optimizer = tf.keras.optimizers.Adam(
            learning_rate, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [
            *self.pi_layer.l1.trainable_variables,
            *self.pi_layer.prob.trainable_variables,
            *self.oldpi_layer.l1.trainable_variables,
            *self.oldpi_layer.prob.trainable_variables,
        ]
        self.optimizer.build(self.variables)

        self.train_step = tf.function(self.train_step, input_signature=[s_spec, a_spec, adv_spec])

    def compute_pi(self, s):
        return self.pi_layer(s)

    @tf.function
    def update_oldpi_op(self):
        for p, oldp in zip(self.pi_params, self.oldpi_params):
            oldp.assign(p)

    def train_step(self, s, a, adv):
        with tf.GradientTape() as tape:
            pi = self.compute_pi(s)
            oldpi = self.oldpi_layer(s)
            one_hot = tf.one_hot(a, self.n_actions)
            ratio = tf.reduce_sum(pi * one_hot, axis=1) / tf.reduce_sum(oldpi * one_hot, axis=1)
            clipped = tf.clip_by_value(ratio, 0.8, 1.2)
            loss = -tf.reduce_mean(tf.minimum(ratio * adv, clipped * adv))
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))

    def update(self, s, a, adv):
        self.update_oldpi_op()
        for _ in range(3): self.train_step(s, a, adv)

    def probabilities(self, s):
        s = s[np.newaxis, :]
        return self.compute_pi(s).numpy()[0]


rng = np.random.RandomState(1)
states, actions, advantages = rng.rand(8, 4), rng.randint(0, 3, 8), rng.randn(8)
policy = Policy(4, 3)
for episode in range(3):
    policy.update(states, actions, advantages)
    print('Episode', episode, ' '.join('%.4f' % p for p in policy.probabilities(states[0])))

"""An actor and a critic from one builder, whose loop makes as many layers as it is told."""
import numpy as np
import tensorflow as tf


class Mlp(tf.Module):
    def __init__(self, hidden_sizes=(32,), activation=tf.tanh, output_activation=None):
        super().__init__()
        self.dense_layers = []
        for h in hidden_sizes[:-1]:
            self.dense_layers.append(
                tf.keras.layers.Dense(units=h, activation=activation, kernel_initializer=tf.constant_initializer(0.1))
            )
        self.dense = tf.keras.layers.Dense(
            units=hidden_sizes[-1], activation=output_activation, kernel_initializer=tf.constant_initializer(0.2)
        )

    def __call__(self, x):
        for dense in self.dense_layers:
            x = dense(x)
        return self.dense(x)


states_spec = tf.TensorSpec([None, 3], tf.float32)
returns_spec = tf.TensorSpec([None], tf.float32)

mu_layer = Mlp((4, 4, 2), output_activation=tf.tanh)


@tf.function(input_signature=[states_spec])
def compute_mu(states):
    return mu_layer(states)


mlp_layer = Mlp((5, 1))


def compute_pi_loss(mu):
    return tf.reduce_mean(tf.square(mu - 0.5))


def compute_v_loss(states, returns):
    v = tf.squeeze(mlp_layer(states), axis=1)
    return tf.reduce_mean(tf.square(returns - v))


@tf.function(input_signature=[states_spec, returns_spec])
def evaluate(states, returns):
    mu = compute_mu(states)
    v_loss = compute_v_loss(states, returns)
    pi_loss = compute_pi_loss(mu)
    return pi_loss, v_loss


# TF1's epsilon, and its betas as float32
train_pi_optimizer = tf.keras.optimizers.Adam(0.05, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)


@tf.function(input_signature=[states_spec])
def train_pi(states):
    with tf.GradientTape() as tape:
        mu = compute_mu(states)
        pi_loss = compute_pi_loss(mu)
        pi_params = [
            *[v for dense in mu_layer.dense_layers for v in dense.trainable_variables],
            *mu_layer.dense.trainable_variables,
        ]
    train_pi_optimizer.apply_gradients(zip(tape.gradient(pi_loss, pi_params), pi_params))


# TF1's epsilon, and its betas as float32
train_v_optimizer = tf.keras.optimizers.Adam(0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)


@tf.function(input_signature=[states_spec, returns_spec])
def train_v(states, returns):
    with tf.GradientTape() as tape:
        v_loss = compute_v_loss(states, returns)
    variables = tape.watched_variables()
    train_v_optimizer.apply_gradients(zip(tape.gradient(v_loss, variables), variables))


data = np.sin(np.arange(12)).reshape(4, 3)
gains = np.cos(np.arange(4))
for epoch in range(10):
    train_pi(data)
    for _ in range(3):
        train_v(data, gains)
    if epoch % 3 == 0:
        losses = [t.numpy() for t in evaluate(data, gains)]
        print("epoch %d: policy %.5f, value %.5f" % (epoch, losses[0], losses[1]))
print(np.round(compute_mu(data[:1]).numpy(), 4))

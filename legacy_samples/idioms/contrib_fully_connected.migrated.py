"""contrib.layers: fully_connected, dropout, batch_norm-free; arg names as authors mix them."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(13)
state_spec = tf.TensorSpec([None, 4], tf.float32)
target_spec = tf.TensorSpec([None, 2], tf.float32)

net_layer = tf.keras.layers.Dense(10, activation="relu")
net_layer.build([None, 4])
net_layer_2 = tf.keras.layers.Dense(
    6, activation=tf.nn.tanh, kernel_initializer=tf.keras.initializers.GlorotUniform(), kernel_regularizer=tf.keras.regularizers.L2(0.01 / 2)
)
net_layer_2.build([None, 10])
q_values_layer = tf.keras.layers.Dense(2, bias_initializer=tf.constant_initializer(0.1))
q_values_layer.build([None, 6])


@tf.function(input_signature=[state_spec])
def compute_q_values(state):
    net = net_layer(state)
    net = net_layer_2(net)
    return q_values_layer(net)


@tf.function(input_signature=[state_spec, target_spec])
def compute_loss(state, target):
    q_values = compute_q_values(state)
    return tf.reduce_mean(tf.math.squared_difference(q_values, target))


optimizer = tf.keras.optimizers.Adam(
    learning_rate=0.01, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
)  # TF1's epsilon, and its betas as float32
variables = [*net_layer.trainable_variables, *net_layer_2.trainable_variables, *q_values_layer.trainable_variables]
optimizer.build(variables)


@tf.function(input_signature=[state_spec, target_spec])
def train(state, target):
    with tf.GradientTape() as tape:
        loss = compute_loss(state, target)
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


states, targets = rng.rand(20, 4), rng.rand(20, 2)
for i in range(9):
    train(states, targets)
    if i % 4 == 0:
        print(i, compute_loss(states, targets).numpy())
print(compute_q_values(states[:2]).numpy())

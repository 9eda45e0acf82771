"""A thousand training steps of a dense layer; each prints the loss fetched beside the train op."""
import tensorflow as tf
import numpy as np

x_placeholder_spec = tf.TensorSpec([None, 10], tf.float32)
y_placeholder_spec = tf.TensorSpec([None, 1], tf.float32)

logits_layer = tf.keras.layers.Dense(1)
logits_layer.build([None, 10])
optimizer = tf.keras.optimizers.Adam(
    learning_rate=0.001, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
)  # TF1's epsilon, and its betas as float32
variables = logits_layer.trainable_variables
optimizer.build(variables)


@tf.function(input_signature=[x_placeholder_spec, y_placeholder_spec])
def train_step(x_placeholder, y_placeholder):
    with tf.GradientTape() as tape:
        logits = logits_layer(x_placeholder)
        loss = tf.reduce_mean(tf.square(logits - y_placeholder))
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


for _ in range(1000):
    data_x = np.random.rand(32, 10).astype(np.float32)
    data_y = np.random.rand(32, 1).astype(np.float32)
    current_loss = train_step(data_x, data_y).numpy()
    print(f"Loss: {current_loss}")

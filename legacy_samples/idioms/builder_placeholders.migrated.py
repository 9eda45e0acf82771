"""An autoencoder with tied weights; its builder makes the placeholder and gives all of the network back in a dict."""
import math

import numpy as np
import tensorflow as tf


class Autoencoder(tf.Module):
    def __init__(self, current_input_size, dimensions=[12, 8, 4]):
        super().__init__()
        self.dimensions = dimensions
        n_input = current_input_size
        self.weights = []
        self.biases = []
        for n_output in dimensions[1:]:
            start = 1.0 / math.sqrt(n_input)
            self.weights.append(
                tf.Variable(tf.reshape(tf.linspace(-start, start, n_input * n_output), [n_input, n_output]))
            )
            self.biases.append(tf.Variable(tf.zeros([n_output])))
            n_input = n_output
        # the decoder has the same weights
        self.biases_2 = []
        for layer_i, n_output in enumerate(dimensions[:-1][::-1]):
            self.biases_2.append(tf.Variable(tf.zeros([n_output])))

    def __call__(self, x):
        current_input = x

        # the encoder
        encoder = []
        for W, b in zip(self.weights, self.biases):
            encoder.append(W)
            current_input = tf.nn.tanh(tf.matmul(current_input, W) + b)

        # the innermost representation
        z = current_input
        encoder.reverse()

        for (layer_i, n_output), b in zip(enumerate(self.dimensions[:-1][::-1]), self.biases_2):
            W = tf.transpose(encoder[layer_i])
            current_input = tf.nn.tanh(tf.matmul(current_input, W) + b)

        y = current_input
        cost = tf.reduce_sum(tf.square(y - x))
        return {"z": z, "y": y, "cost": cost}


def train():
    data = 0.5 * np.sin(np.arange(120)).reshape(10, 12)
    # the input
    x_spec = tf.TensorSpec([None, 12], tf.float32, name="x")
    autoencoder = Autoencoder(12, dimensions=[12, 6, 3])

    def compute_ae(x):
        return autoencoder(x)

    @tf.function(input_signature=[x_spec])
    def ae_cost(x):
        ae = compute_ae(x)
        return ae["cost"]

    @tf.function(input_signature=[x_spec])
    def ae_z(x):
        ae = compute_ae(x)
        return ae["z"]

    optimizer = tf.keras.optimizers.Adam(
        0.005, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
    )  # TF1's epsilon, and its betas as float32
    variables = [
        *[v for weight, bias in zip(autoencoder.weights, autoencoder.biases) for v in (weight, bias)],
        *autoencoder.biases_2,
    ]
    optimizer.build(variables)

    @tf.function(input_signature=[x_spec])
    def train_step(x):
        with tf.GradientTape() as tape:
            ae = compute_ae(x)
            loss = ae["cost"]
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    for epoch in range(4):
        for batch in range(0, 10, 5):
            train_step(data[batch : batch + 5])
        print("epoch %d, cost %.4f" % (epoch, ae_cost(data).numpy()))
    print(np.round(ae_z(data[:1]).numpy(), 4))


if __name__ == "__main__":
    train()

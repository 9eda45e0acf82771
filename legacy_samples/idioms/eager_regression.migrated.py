"""Linear regression with eager execution: implicit gradients and an iterator over a dataset."""

from __future__ import print_function

import numpy as np
import tensorflow as tf

# Training data
train_X = np.linspace(-1, 1, 12).astype(np.float32)
train_Y = (2 * train_X + 0.5).astype(np.float32)
dataset = tf.data.Dataset.from_tensor_slices((train_X, train_Y)).batch(4)

# Weight and bias
W = tf.Variable(0.0, name="weight")
b = tf.Variable(0.0, name="bias")


# Linear regression (Wx + b)
def linear_regression(inputs):
    return inputs * W + b


# Mean square error
def mean_square_fn(model_fn, inputs, labels):
    return tf.reduce_mean(tf.pow(model_fn(inputs) - labels, 2))


optimizer = tf.keras.optimizers.SGD(learning_rate=0.1)


# Compute gradients
def grad(model_fn, inputs, labels):
    with tf.GradientTape() as tape:
        loss = mean_square_fn(model_fn, inputs, labels)
    variables = tape.watched_variables()
    return loss, list(zip(tape.gradient(loss, variables), variables))


for epoch in range(5):
    total = 0.0
    for x, y in dataset:
        loss, gradients = grad(linear_regression, x, y)
        optimizer.apply_gradients(gradients)
        total += loss
    print("epoch {}: {:.5f}".format(epoch, total), "W =", W.numpy(), "b =", b.numpy())

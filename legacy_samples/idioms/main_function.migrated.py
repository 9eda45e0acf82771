"""Graph, session and loop in one function, started by the main guard."""
from __future__ import absolute_import, division, print_function

import numpy as np
import tensorflow as tf


def load(n):
    rng = np.random.RandomState(5)
    x = rng.uniform(-1, 1, (n, 3))
    y = x.dot([[1.0], [-2.0], [0.5]]) + 0.3
    return x, y


def main():
    features, targets = load(64)
    inputs_spec = tf.TensorSpec([None, 3], tf.float32, name='inputs')
    outputs_spec = tf.TensorSpec([None, 1], tf.float32, name='outputs')
    weights = tf.Variable(tf.ones([3, 1]) * 0.1, name='weights')
    bias = tf.Variable(tf.zeros([1]), name='bias')

    @tf.function(input_signature=[inputs_spec, outputs_spec])
    def compute_loss(inputs, outputs):
        prediction = tf.matmul(inputs, weights) + bias
        return tf.reduce_mean(tf.square(prediction - outputs))

    # TF1's epsilon, and its betas as float32
    optimizer = tf.keras.optimizers.Adam(0.05, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)
    variables = [weights, bias]
    optimizer.build(variables)

    @tf.function(input_signature=[inputs_spec, outputs_spec])
    def train(inputs, outputs):
        with tf.GradientTape() as tape:
            loss = compute_loss(inputs, outputs)
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    for step in range(25):
        train(features, targets)
        if step % 8 == 0:
            print('step {} loss {:.5f}'.format(step, compute_loss(features, targets).numpy()))
    w, b = weights.numpy(), bias.numpy()
    print(w.ravel(), b)


if __name__ == '__main__':
    main()

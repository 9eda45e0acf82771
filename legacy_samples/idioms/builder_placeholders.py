"""An autoencoder with tied weights; its builder makes the placeholder and gives all of the network back in a dict."""
import math

import numpy as np
import tensorflow as tf


def autoencoder(dimensions=[12, 8, 4]):
    # the input
    x = tf.placeholder(tf.float32, [None, dimensions[0]], name="x")
    current_input = x

    # the encoder
    encoder = []
    for n_output in dimensions[1:]:
        n_input = int(current_input.get_shape()[1])
        start = 1.0 / math.sqrt(n_input)
        W = tf.Variable(tf.reshape(tf.linspace(-start, start, n_input * n_output), [n_input, n_output]))
        b = tf.Variable(tf.zeros([n_output]))
        encoder.append(W)
        current_input = tf.nn.tanh(tf.matmul(current_input, W) + b)

    # the innermost representation
    z = current_input
    encoder.reverse()

    # the decoder has the same weights
    for layer_i, n_output in enumerate(dimensions[:-1][::-1]):
        W = tf.transpose(encoder[layer_i])
        b = tf.Variable(tf.zeros([n_output]))
        current_input = tf.nn.tanh(tf.matmul(current_input, W) + b)

    y = current_input
    cost = tf.reduce_sum(tf.square(y - x))
    return {"x": x, "z": z, "y": y, "cost": cost}


def train():
    data = 0.5 * np.sin(np.arange(120)).reshape(10, 12)
    ae = autoencoder(dimensions=[12, 6, 3])
    optimizer = tf.train.AdamOptimizer(0.005).minimize(ae["cost"])
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())
    for epoch in range(4):
        for batch in range(0, 10, 5):
            sess.run(optimizer, feed_dict={ae["x"]: data[batch : batch + 5]})
        print("epoch %d, cost %.4f" % (epoch, sess.run(ae["cost"], feed_dict={ae["x"]: data})))
    print(np.round(sess.run(ae["z"], feed_dict={ae["x"]: data[:1]}), 4))


if __name__ == "__main__":
    train()

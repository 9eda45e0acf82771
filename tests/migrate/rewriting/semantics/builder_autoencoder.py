# a builder that makes its placeholders, whose loops take the sizes of layers from the tensors before them
import math

import numpy as np
import tensorflow as tf


def autoencoder(dimensions=[6, 5, 4, 2], scale=1.0):
    """A deep autoencoder with tied weights."""
    # the input
    x = tf.placeholder(tf.float32, [None, dimensions[0]], name="x")
    keep = tf.placeholder(
        tf.float32, []
    )
    current_input = x * keep
    encoder = []
    for layer_i, n_output in enumerate(dimensions[1:]):
        n_input = int(current_input.get_shape()[1])
        W = tf.Variable(tf.constant(scale / math.sqrt(n_input + layer_i), shape=[n_input, n_output]))
        b = tf.Variable(tf.zeros([n_output]))
        encoder.append(W)
        output = tf.nn.tanh(tf.matmul(current_input, W) + b)
        current_input = output
    z = current_input
    encoder.reverse()
    for layer_i, n_output in enumerate(dimensions[:-1][::-1]):
        W = tf.transpose(encoder[layer_i])
        b = tf.Variable(tf.zeros([n_output]))
        current_input = tf.nn.tanh(tf.matmul(current_input, W) + b)
    y = current_input
    cost = tf.reduce_sum(tf.square(y - x))
    return {"x": x, "z": z, "keep": keep, "y": y, "cost": cost}


def train():
    import tensorflow as tf

    data = np.sin(np.arange(24)).reshape(4, 6)
    ae = autoencoder(dimensions=[6, 5, 3])
    optimizer = tf.train.AdamOptimizer(0.01).minimize(ae["cost"])
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())
    for epoch in range(4):
        sess.run(optimizer, feed_dict={ae["x"]: data, ae["keep"]: 0.5})
        print("%.4f" % sess.run(ae["cost"], feed_dict={ae["x"]: data, ae["keep"]: 1.0}))
    print(np.round(sess.run(ae["y"], feed_dict={ae["x"]: data[:1], ae["keep"]: 1.0}), 4))


if __name__ == "__main__":
    train()

import numpy as np
import tensorflow as tf


def encoder(x, n_hidden, n_code):
    with tf.variable_scope("encoder"):
        init = tf.constant_initializer(0.3)
        w0 = tf.get_variable("w0", [x.get_shape()[1], n_hidden], initializer=init)
        h0 = tf.nn.elu(tf.matmul(x, w0))
        h0 = tf.tanh(h0)
        w1 = tf.get_variable("w1", [h0.get_shape()[1], n_code * 2], initializer=init)
        both = tf.matmul(h0, w1)
        return both[:, :n_code], tf.nn.softplus(both[:, n_code:])


def decoder(z, n_hidden, n_out, reuse=False):
    with tf.variable_scope("decoder", reuse=reuse):
        init = tf.constant_initializer(-0.2)
        w0 = tf.get_variable("w0", [z.get_shape()[1], n_hidden], initializer=init)
        h0 = tf.tanh(tf.matmul(z, w0))
        w1 = tf.get_variable("w1", [h0.get_shape()[1], n_out], initializer=init)
        return tf.sigmoid(tf.matmul(h0, w1))


# what is trained
def autoencoder(x_hat, x, n_out, n_code, n_hidden):
    mu, sigma = encoder(x_hat, n_hidden, n_code)
    z = mu + sigma * 0.5

    # decoding
    y = decoder(z, n_hidden, n_out)
    y = tf.clip_by_value(y, 1e-8, 1 - 1e-8)

    # loss
    likelihood = tf.reduce_sum(x * tf.log(y) + (1 - x) * tf.log(1 - y), 1)
    divergence = 0.5 * tf.reduce_sum(tf.square(mu) + tf.square(sigma) - tf.log(1e-8 + tf.square(sigma)) - 1, 1)
    likelihood = tf.reduce_mean(likelihood)
    divergence = tf.reduce_mean(divergence)
    loss = divergence - likelihood
    return y, z, loss, -likelihood, divergence


def generate(z, n_out, n_hidden):
    image = decoder(z, n_hidden, n_out, reuse=True)
    return image


class Options(object):
    hidden = 5
    code = 2


def main(options):
    n_hidden = options.hidden
    n_code = options.code
    x_hat = tf.placeholder(tf.float32, [None, 4])
    x = tf.placeholder(tf.float32, [None, 4])
    z_in = tf.placeholder(tf.float32, [None, n_code])
    y, z, loss, cross_entropy, kl = autoencoder(x_hat, x, 4, n_code, n_hidden)
    train_op = tf.train.AdamOptimizer(0.05).minimize(loss)
    image = generate(z_in, 4, n_hidden)
    rows = np.arange(8.0).reshape(2, 4) / 8.0
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(3):
            _, total, first, second = sess.run((train_op, loss, cross_entropy, kl), {x_hat: rows, x: rows})
            print(step, "%.5f %.5f %.5f" % (total, first, second))
        print(np.round(sess.run(y, {x_hat: rows}), 5).tolist())
        print(np.round(sess.run(z, {x_hat: rows}), 5).tolist())
        print(np.round(sess.run(image, {z_in: [[0.1, 0.2]]}), 5).tolist())


main(Options())

import numpy as np
import tensorflow as tf


class Canvas(object):
    def __init__(self, n):
        self.n = n
        self.codes = np.linspace(-1.0, 1.0, n).reshape(-1, 1).astype(np.float32)


def decoder(z, reuse=False):
    with tf.variable_scope("decoder", reuse=reuse):
        w = tf.get_variable("w", [1, 3], initializer=tf.constant_initializer(0.5))
        return tf.tanh(tf.matmul(z, w))


def main(plot, scale):
    x = tf.placeholder(tf.float32, [None, 3])
    z_in = tf.placeholder(tf.float32, [None, 1])
    z = tf.reduce_mean(x, 1, keepdims=True)
    y = decoder(z)
    loss = tf.reduce_mean(tf.square(y - x))
    train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    # what is drawn
    if plot and scale > 1:
        plot = Canvas(4)
        print("drawing", plot.n)

        # what the decoder makes of codes
        decoded = decoder(z_in, reuse=True)
    rows = np.arange(6.0).reshape(2, 3) / 6.0
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(3):
            _, value = sess.run([train_op, loss], {x: rows})
            print(step, "%.5f" % value)
            if plot and scale > 1:
                print(np.round(sess.run(decoded, {z_in: plot.codes}), 5).tolist())


main(True, 2)

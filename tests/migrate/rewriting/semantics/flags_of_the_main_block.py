import argparse

import numpy as np
import tensorflow as tf

FLAGS = None


def train():
    x = tf.placeholder(tf.float32, [None, 2])
    w = tf.Variable(tf.ones([2, 1]))
    loss = tf.reduce_mean(tf.matmul(x, w)) * FLAGS.scale
    step = tf.train.GradientDescentOptimizer(FLAGS.rate).minimize(loss)
    with tf.Session() as sess:
        tf.global_variables_initializer().run()
        for i in range(3):
            sess.run(step, {x: np.ones([2, 2])})
            print("%.5f" % sess.run(loss, {x: np.ones([2, 2])}))


def main(_):
    train()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--scale", type=float, default=2.0)
    FLAGS, unparsed = parser.parse_known_args([])
    main(unparsed)

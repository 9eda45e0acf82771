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
    inputs = tf.placeholder(tf.float32, [None, 3], name='inputs')
    outputs = tf.placeholder(tf.float32, [None, 1], name='outputs')
    weights = tf.Variable(tf.ones([3, 1]) * 0.1, name='weights')
    bias = tf.Variable(tf.zeros([1]), name='bias')
    prediction = tf.matmul(inputs, weights) + bias
    loss = tf.reduce_mean(tf.square(prediction - outputs))
    train = tf.train.AdamOptimizer(0.05).minimize(loss)

    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(25):
            feed_dict = {inputs: features, outputs: targets}
            sess.run(train, feed_dict=feed_dict)
            if step % 8 == 0:
                print('step {} loss {:.5f}'.format(step, sess.run(loss, feed_dict=feed_dict)))
        w, b = sess.run([weights, bias])
        print(w.ravel(), b)


if __name__ == '__main__':
    main()

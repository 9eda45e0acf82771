"""AUTO_REUSE and nested scopes; a shared embedding used at two places."""
import numpy as np
import tensorflow as tf


def dense(name, x, size, activation=None):
    with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
        kernel = tf.get_variable('kernel', [x.get_shape()[-1], size], tf.float32,
                                 tf.random_normal_initializer(stddev=0.1))
        bias = tf.get_variable('bias', [size], initializer=tf.constant_initializer(0.01))
    out = tf.matmul(x, kernel) + bias
    return activation(out) if activation else out


def network(x):
    with tf.variable_scope('network', reuse=tf.AUTO_REUSE):
        h = dense('hidden', x, 5, tf.nn.relu)
        return dense('out', h, 1)


def main():
    x = tf.placeholder(tf.float32, [None, 4])
    x2 = tf.placeholder(tf.float32, [None, 4])
    score, score2 = network(x), network(x2)
    loss = tf.reduce_mean(tf.nn.relu(1.0 - (score - score2)))
    optimizer = tf.train.GradientDescentOptimizer(0.2)
    train = optimizer.minimize(loss)
    rng = np.random.RandomState(1)
    good, bad = rng.rand(12, 4) + 0.5, rng.rand(12, 4)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print([v.op.name for v in tf.trainable_variables()])
        for i in range(6):
            sess.run(train, feed_dict={x: good, x2: bad})
        print(sess.run(loss, feed_dict={x: good, x2: bad}))


main()

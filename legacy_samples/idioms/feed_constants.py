"""Runs that feed tensors which are no placeholders: a rate that has a value of its own, and images with their scaling."""

import numpy as np
import tensorflow as tf

images = tf.placeholder(tf.float32, [None, 4]) / 255.0
targets = tf.placeholder(tf.float32, [None, 1])
rate = tf.constant(0.1)
weights = {"w": tf.Variable(tf.random_normal([4, 1], seed=5)), "b": tf.Variable(tf.zeros([1]))}


def score(x):
    return tf.matmul(x, weights["w"]) + weights["b"]


loss = tf.reduce_mean(tf.square(score(images) - targets))
train_op = tf.train.GradientDescentOptimizer(rate).minimize(loss)

np.random.seed(4)
rows = np.random.rand(16, 4).astype(np.float32)  # scaled already: what is fed takes the place of the division
labels = rows.sum(1, keepdims=True)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(40):
        feed = {images: rows, targets: labels}
        if step < 20:
            _, value = sess.run([train_op, loss], feed_dict=feed)
        else:
            _, value = sess.run([train_op, loss], feed_dict={images: rows, targets: labels, rate: 0.02})
        if step % 10 == 9:
            print(step, "%.5f" % value)
    print(sess.run(score(images), feed_dict={images: rows[:2]}))

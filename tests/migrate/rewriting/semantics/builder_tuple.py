# a builder that gives its placeholders back in a tuple, with others of the same names beside it
import numpy as np
import tensorflow as tf

x = 3


def model(n, width=x):
    with tf.name_scope("inputs"):
        x = tf.placeholder(tf.float32, [None, n])
        y = tf.placeholder(tf.float32, [None])
    w = tf.Variable(tf.fill([n, width], 0.2))
    out = tf.reduce_sum(tf.matmul(x, w), 1)
    return x, out, y


features = 2
images, out, labels = model(features)
loss = tf.reduce_mean(tf.square(out - labels))
train_op = tf.train.GradientDescentOptimizer(0.05).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {images: np.ones([2, 2]), labels: np.array([1.0, x])})
        print("%.5f" % value)

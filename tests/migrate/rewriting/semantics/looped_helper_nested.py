# a helper of a helper makes variables in a loop; the outer one is called twice
import numpy as np
import tensorflow as tf


def hidden(x, sizes, start):
    n = int(x.get_shape()[1])
    for i, size in enumerate(sizes):
        w = tf.Variable(tf.fill([n, size], start + 0.1 * i))
        x = tf.nn.tanh(tf.matmul(x, w))
        n = size
    return x


def classifier(x, sizes, classes=2):
    x = hidden(x, sizes, 0.2)
    out = tf.Variable(tf.fill([sizes[-1], classes], 0.3))
    return tf.matmul(hidden(x, [sizes[-1]], 0.4), out)


x = tf.placeholder(tf.float32, [None, 3])
loss = tf.reduce_sum(classifier(x, [4, 3])) + tf.reduce_sum(classifier(2 * x, [2], 1))
train_op = tf.train.AdamOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {x: np.ones([1, 3])})
        print("%.5f" % value)

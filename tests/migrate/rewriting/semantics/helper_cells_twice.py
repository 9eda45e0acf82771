import tensorflow as tf
import numpy as np


def encode(x, units, name):
    with tf.variable_scope(name):
        cell = tf.nn.rnn_cell.LSTMCell(units, initializer=tf.constant_initializer(0.1))
        outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        return outputs, state.h


def model(x):
    first, _ = encode(x, 4, "first")
    _, last = encode(first, 3, "second")
    w = tf.get_variable("w", [3, 1], initializer=tf.constant_initializer(0.5))
    return tf.matmul(last, w)


x = tf.placeholder(tf.float32, [None, 5, 2])
out = model(x)
loss = tf.reduce_mean(tf.square(out - 1.0))
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, value = sess.run([train, loss], {x: np.ones([2, 5, 2])})
        print("%.5f" % value)

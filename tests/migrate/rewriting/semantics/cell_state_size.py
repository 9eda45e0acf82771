import numpy as np
import tensorflow as tf
from tensorflow.contrib import rnn


def model(x, w, lstm_size):
    lstm = rnn.BasicLSTMCell(lstm_size, forget_bias=1.0)
    steps = tf.split(tf.reshape(x, [-1, 6]), 2, 0)
    outputs, _ = rnn.static_rnn(lstm, steps, dtype=tf.float32)
    return tf.matmul(outputs[-1], w), lstm.state_size


x = tf.placeholder(tf.float32, [None, 6])
w = tf.Variable(tf.ones([4, 1]))
y, size = model(x, w, 4)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: np.zeros([2, 6])}))

import numpy as np
import tensorflow as tf


def read():
    return [[[1.0, 0.0]]]


cell = tf.contrib.rnn.BasicRNNCell(num_units=2)
x_data = read()
outputs, _ = tf.nn.dynamic_rnn(cell, tf.constant(x_data), dtype=tf.float32)
again, _ = tf.nn.dynamic_rnn(cell, np.array(x_data, np.float32), dtype=tf.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(outputs).shape)

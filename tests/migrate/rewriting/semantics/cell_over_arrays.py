import numpy as np
import tensorflow as tf

h, e, l = [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]
with tf.variable_scope("one"):
    cell = tf.contrib.rnn.BasicRNNCell(num_units=2)
    x_data = np.array([[h]], dtype=np.float32)
    outputs, _ = tf.nn.dynamic_rnn(cell, x_data, dtype=tf.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(outputs).shape)
    print(x_data.shape)

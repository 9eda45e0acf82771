"""dynamic_rnn with a GRU cell and sequence_length: zeros after the end, the last state kept."""
import numpy as np
from compat import tf1 as tf

n_steps, n_inputs, n_neurons = 3, 2, 4
X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
seq_length = tf.placeholder(tf.int32, [None])
cell = tf.nn.rnn_cell.GRUCell(num_units=n_neurons)
outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32, sequence_length=seq_length)

X_batch = np.array([[[0, 1], [9, 8], [4, 4]], [[3, 4], [0, 0], [0, 0]], [[6, 7], [6, 5], [0, 0]]]) / 10.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    outputs_val, states_val = sess.run([outputs, states], feed_dict={X: X_batch, seq_length: [3, 1, 2]})
    print(outputs_val)
    print(states_val)

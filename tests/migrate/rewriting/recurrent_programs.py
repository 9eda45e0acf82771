"""TF1 programs with recurrent cells, small enough to train for a few steps in a test.

Each prints numbers; `recurrent_tf1.json` holds what they print on TensorFlow 1.15.5 with the kernels of `kernel()`
(written by `record_recurrent_tf1.py`). They run on Python 3.7 too.
"""

import numpy as np

HEAD = """import numpy as np
import tensorflow as tf

n_step = 4
n_input = 3
n_hidden = 5
data = np.cos(np.arange(24)).reshape(2, n_step, n_input)
labels = np.array([[0, 1, 2, 3], [3, 2, 1, 0]])
lengths = np.array([2, 4])
"""

# trains on `loss`, prints it and `watched` at each of three steps
TAIL = """
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        l, w, _ = sess.run([loss, watched, train], feed_dict={FEED})
        print("%.6f" % l, np.round(w.ravel().astype(float), 6).tolist())
"""

X = "x = tf.placeholder(tf.float32, [None, n_step, n_input])\n"
Y = "y = tf.placeholder(tf.int32, [None, n_step])\n"
LENGTHS = "seq_len = tf.placeholder(tf.int32, [None])\n"


def program(body, feed, head=X):
    return HEAD + head + body + TAIL.replace("FEED", feed)


PROGRAMS = {
    "lstm_dynamic_sequence_loss": program(
        """
cell = tf.contrib.rnn.BasicLSTMCell(num_units=n_hidden, forget_bias=0.5, state_is_tuple=True)
initial_state = cell.zero_state(2, tf.float32)
outputs, _states = tf.nn.dynamic_rnn(cell, x, initial_state=initial_state, dtype=tf.float32)
flat = tf.reshape(outputs, [-1, n_hidden])
logits = tf.contrib.layers.fully_connected(flat, 4, activation_fn=None)
logits = tf.reshape(logits, [2, n_step, 4])
weights = tf.ones([2, n_step])
loss = tf.contrib.seq2seq.sequence_loss(logits=logits, targets=y, weights=weights)
watched = tf.reduce_sum(outputs, 2)
""",
        "x: data, y: labels",
        X + Y,
    ),
    "gru_layers_dropout_time_major": program(
        """
keep_prob = tf.placeholder(tf.float32, [])
cell1 = tf.nn.rnn_cell.GRUCell(n_hidden)
cell1 = tf.nn.rnn_cell.DropoutWrapper(cell1, output_keep_prob=keep_prob)
cell2 = tf.nn.rnn_cell.GRUCell(2)
cell = tf.nn.rnn_cell.MultiRNNCell([cell1, cell2])
outputs, states = tf.nn.dynamic_rnn(cell, tf.transpose(x, [1, 0, 2]), dtype=tf.float32, time_major=True)
loss = tf.reduce_mean(tf.square(outputs[-1] - 0.5))
watched = states[0]
""",
        "x: data, keep_prob: 1.0",
    ),
    "lstm_static_lengths_in_helper": program(
        """
out_weights = {'out': tf.Variable(tf.ones([n_hidden, 1]))}


def RNN(inputs, seq_len, hidden, weights):
    steps = tf.unstack(inputs, n_step, 1)
    # one cell for all steps
    lstm_cell = tf.contrib.rnn.BasicLSTMCell(hidden)
    outputs, state = tf.contrib.rnn.static_rnn(lstm_cell, steps, dtype=tf.float32, sequence_length=seq_len)
    return tf.matmul(outputs[-1] + outputs[1], weights['out']) + tf.reduce_sum(state.c, 1, keepdims=True), outputs


watched, outputs = RNN(x, seq_len, n_hidden, out_weights)
loss = tf.reduce_mean(tf.square(watched - 1.0))
""",
        "x: data, seq_len: lengths",
        X + LENGTHS,
    ),
    "lstm_bidirectional_dynamic_lengths": program(
        """
cell_fw = tf.nn.rnn_cell.LSTMCell(n_hidden, initializer=tf.ones_initializer())
cell_bw = tf.nn.rnn_cell.LSTMCell(n_hidden, forget_bias=0.0, activation=tf.nn.relu)
(fw, bw), (state_fw, state_bw) = tf.nn.bidirectional_dynamic_rnn(
    cell_fw, cell_bw, x, sequence_length=seq_len, dtype=tf.float32
)
watched = tf.concat([state_fw.h, state_bw.h], 1)
loss = tf.reduce_mean(tf.square(tf.concat([fw, bw], 2) - 0.3))
""",
        "x: data, seq_len: lengths",
        X + LENGTHS,
    ),
    "cell_called_in_a_loop": program(
        """
cell = tf.nn.rnn_cell.BasicRNNCell(n_hidden)
state = cell.zero_state(2, tf.float32)
total = 0.0
for t in range(n_step):
    output, state = cell(x[:, t, :], state)
    total = total + tf.reduce_sum(output, 1)
watched = state
loss = tf.reduce_mean(tf.square(total - 1.0))
""",
        "x: data",
    ),
    "static_bidirectional_lengths_residual": program(
        """
fw_cell = tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.BasicRNNCell(n_input))
bw_cell = tf.nn.rnn_cell.BasicRNNCell(2, activation=tf.nn.sigmoid)
steps = tf.unstack(x, axis=1)
outputs, _, last = tf.nn.static_bidirectional_rnn(fw_cell, bw_cell, steps, dtype=tf.float32, sequence_length=seq_len)
watched = tf.stack(outputs)
loss = tf.reduce_mean(tf.square(watched)) + tf.reduce_mean(last)
""",
        "x: data, seq_len: lengths",
        X + LENGTHS,
    ),
    "cells_of_a_loop_with_dropout_on_a_condition": program(
        """
training = False
cells = []
for _ in range(2):
    layer = tf.contrib.rnn.BasicLSTMCell(n_hidden)
    cells.append(layer)
cell = tf.contrib.rnn.MultiRNNCell(cells)
if training:
    cell = tf.contrib.rnn.DropoutWrapper(cell, output_keep_prob=0.5)
outputs, _ = tf.contrib.rnn.static_rnn(cell, tf.unstack(x, n_step, 1), dtype=tf.float32)
output_weights = tf.Variable(tf.ones([n_hidden, 4]) * 0.2)
watched = tf.matmul(tf.reshape(tf.concat(outputs, 1), [-1, n_hidden]), output_weights)
loss_by_example = tf.contrib.legacy_seq2seq.sequence_loss_by_example(
    [watched], [tf.reshape(y, [-1])], [tf.ones([2 * n_step], tf.float32)]
)
loss = tf.reduce_sum(loss_by_example) / 2.0
""",
        "x: data, y: labels",
        X + Y,
    ),
    "projection_and_layers_from_a_factory": program(
        """

def make_cell(units):
    return tf.contrib.rnn.BasicLSTMCell(units)


stacked = tf.contrib.rnn.MultiRNNCell([make_cell(n_hidden) for _ in range(2)])
projected = tf.contrib.rnn.OutputProjectionWrapper(stacked, output_size=2)
outputs, states = tf.nn.dynamic_rnn(projected, x, dtype=tf.float32)
watched = outputs
loss = tf.reduce_mean(tf.square(outputs - 0.1))
""",
        "x: data",
    ),
}


def kernel(shape):
    """Stands for the random initial value of a kernel."""
    size = int(np.prod(shape))
    return (0.4 * np.sin(1.0 + np.arange(size))).reshape(shape).astype(np.float32)

"""An LSTM that learns a cosine from a sine, piece by piece: each piece begins with the last state of the one before."""
import numpy as np
import tensorflow as tf

STEPS, UNITS = 5, 4

x = tf.placeholder(tf.float32, [None, STEPS, 1])
y = tf.placeholder(tf.float32, [None, STEPS, 1])

cell = tf.nn.rnn_cell.LSTMCell(UNITS, initializer=tf.constant_initializer(0.1))
first_state = cell.zero_state(batch_size=1, dtype=tf.float32)
outputs, last_state = tf.nn.dynamic_rnn(cell, x, initial_state=first_state)
weights = tf.Variable(tf.ones([UNITS, 1]) * 0.5)
flat = tf.matmul(tf.reshape(outputs, [-1, UNITS]), weights)
loss = tf.reduce_mean(tf.square(tf.reshape(flat, [-1, STEPS, 1]) - y))
train_op = tf.train.GradientDescentOptimizer(0.2).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for piece in range(12):
        times = np.linspace(piece, piece + 1, STEPS)
        inputs = np.sin(times)[np.newaxis, :, np.newaxis]
        labels = np.cos(times)[np.newaxis, :, np.newaxis]
        if piece == 0:  # no state yet
            feed = {x: inputs, y: labels}
        else:
            feed = {x: inputs, y: labels, first_state: state}
        _, cost, state = sess.run([train_op, loss, last_state], feed_dict=feed)
        if piece % 3 == 0:
            print("piece %d: %.5f, h %.5f" % (piece, cost, state.h.mean()))

    state = sess.run(first_state)
    state = sess.run(last_state, {x: inputs, first_state: state})
    print("from zero: c %.5f" % state.c.mean())

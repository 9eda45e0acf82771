import numpy as np
import tensorflow as tf

T, C = 4, 3
np.random.seed(1)
x = tf.placeholder(tf.float32, [None, T, 1])
y = tf.placeholder(tf.float32, [None, T, 1])
cell = tf.nn.rnn_cell.LSTMCell(num_units=C, initializer=tf.constant_initializer(0.1))
init_s = cell.zero_state(batch_size=1, dtype=tf.float32)
outputs, final_s = tf.nn.dynamic_rnn(cell, x, initial_state=init_s, time_major=False)
w = tf.Variable(tf.ones([C, 1]) * 0.3)
outs = tf.reshape(tf.matmul(tf.reshape(outputs, [-1, C]), w), [-1, T, 1])
loss = tf.losses.mean_squared_error(labels=y, predictions=outs)
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

sess = tf.Session()
sess.run(tf.global_variables_initializer())
for step in range(5):
    if step % 2 == 0:
        state = sess.run(init_s)
    steps = np.linspace(step, step + 1, T)
    a = np.sin(steps)[np.newaxis, :, np.newaxis]
    b = np.cos(steps)[np.newaxis, :, np.newaxis]
    feed_dict = {x: a, y: b, init_s: state}
    _, l, state = sess.run([train_op, loss, final_s], feed_dict=feed_dict)
    print("%.5f" % l, np.round(state.h, 4), np.round(state[0], 4))

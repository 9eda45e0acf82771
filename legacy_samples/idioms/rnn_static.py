"""static_rnn over unstacked inputs with a BasicLSTMCell."""
import numpy as np
import tensorflow as tf
from tensorflow.contrib import rnn

timesteps, num_input, num_hidden, num_classes = 4, 3, 5, 2
X = tf.placeholder("float", [None, timesteps, num_input])
Y = tf.placeholder("float", [None, num_classes])
weights = {'out': tf.Variable(tf.random_normal([num_hidden, num_classes]))}
biases = {'out': tf.Variable(tf.random_normal([num_classes]))}


def RNN(x, weights, biases):
    x = tf.unstack(x, timesteps, 1)
    lstm_cell = rnn.BasicLSTMCell(num_hidden, forget_bias=1.0)
    outputs, states = rnn.static_rnn(lstm_cell, x, dtype=tf.float32)
    return tf.matmul(outputs[-1], weights['out']) + biases['out']


logits = RNN(X, weights, biases)
prediction = tf.nn.softmax(logits)
loss_op = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=Y))
train_op = tf.train.GradientDescentOptimizer(learning_rate=0.1).minimize(loss_op)

rng = np.random.RandomState(29)
batch_x, batch_y = rng.rand(12, timesteps, num_input), np.eye(2)[rng.randint(0, 2, 12)]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(1, 6):
        sess.run(train_op, feed_dict={X: batch_x, Y: batch_y})
        print("Step " + str(step) + ", Loss= " + "{:.4f}".format(sess.run(loss_op, feed_dict={X: batch_x, Y: batch_y})))
    print(sess.run(prediction, {X: batch_x[:2]}))

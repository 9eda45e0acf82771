# the list of a helper's variables is read in other ways than one after the other
import numpy as np
import tensorflow as tf


def network(inputs, n):
    weights = []
    for i in range(n):
        weights.append(tf.Variable(tf.fill([2, 2], 0.1 * (i + 1))))
    inputs = tf.matmul(inputs, weights[0])
    weights.reverse()
    for w in weights:
        inputs = tf.nn.tanh(tf.matmul(inputs, w))
    return inputs, tf.add_n([tf.nn.l2_loss(w) for w in weights])


x = tf.placeholder(tf.float32, [None, 2])
out, penalty = network(x, 3)
loss = tf.reduce_sum(out) + penalty
train_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
        print("%.5f" % value)

# a function that builds and runs the graph, called for several depths
import numpy as np
import tensorflow as tf


def train(depth, sizes=(3, 2)):
    tf.reset_default_graph()
    x = tf.placeholder(tf.float32, [None, 2])
    h = x
    n = 2
    for size in sizes:
        w = tf.Variable(tf.fill([n, size], 0.1 * depth))
        b = tf.Variable(tf.zeros([size]))
        h = tf.nn.relu(tf.matmul(h, w) + b)
        n = size
    loss = tf.reduce_mean(h)
    train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(3):
            _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
            print("%.5f" % value)


train(3)
train(4, sizes=[4])

import numpy as np
import tensorflow as tf


class Net(object):
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.y = tf.placeholder(tf.float32, [None, 1])
        h = tf.nn.relu(self.layer(self.x, 2, 3, "one"))
        self.out = self.layer(h, 3, 1, "two")
        tf.add_to_collection("losses", tf.reduce_mean(tf.square(self.out - self.y)))
        self.loss = tf.add_n(tf.get_collection("losses"))
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)

    def layer(self, a, m, n, name):
        with tf.variable_scope(name):
            w = tf.get_variable("w", [m, n], initializer=tf.constant_initializer(0.2))
            tf.add_to_collection("losses", 0.01 * tf.nn.l2_loss(w))
            return tf.matmul(a, w)


with tf.variable_scope("a"):
    net = Net()
with tf.variable_scope("b"):
    other = Net()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        print("%.5f" % sess.run([net.loss, net.train], {net.x: np.ones((2, 2)), net.y: [[1], [2]]})[0])
    print(
        "%.5f"
        % sess.run(
            other.loss, {other.x: np.ones((2, 2)), other.y: [[1], [2]], net.x: np.ones((2, 2)), net.y: [[1], [2]]}
        )
    )

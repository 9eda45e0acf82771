import numpy as np
import tensorflow as tf


class Net(object):
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.out = self.layer(self.x, 2, 3, "one")
        self.loss = tf.reduce_mean(tf.square(self.out)) + tf.add_n(tf.get_collection("losses"))

    def layer(self, a, m, n, name):
        with tf.variable_scope(name):
            w = tf.get_variable("w", [m, n], initializer=tf.constant_initializer(0.2))
            tf.add_to_collection("losses", 0.01 * tf.nn.l2_loss(w))
            return tf.matmul(a, w)


net = Net()
more = net.layer(net.x, 2, 2, "two")
total = tf.add_n(tf.get_collection("losses"))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([net.loss, total], {net.x: np.ones((2, 2))}))

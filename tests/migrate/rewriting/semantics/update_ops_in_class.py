import numpy as np
import tensorflow as tf


class Net(object):
    def __init__(self, rate):
        self.x = tf.placeholder(tf.float32, [None, 3])
        self.training = tf.placeholder(tf.bool)
        self.out = self.inference()
        self.loss = tf.reduce_mean(tf.square(self.out - 1.0))
        update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
        with tf.control_dependencies(update_ops):
            self.train = tf.train.GradientDescentOptimizer(rate).minimize(self.loss)

    def inference(self):
        h = tf.layers.dense(self.x, 4, kernel_initializer=tf.constant_initializer(0.2))
        h = tf.layers.batch_normalization(h, momentum=0.5, training=self.training)
        return tf.layers.dense(h, 1, kernel_initializer=tf.constant_initializer(0.3))


net = Net(0.1)
xs = np.arange(12.0).reshape(4, 3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        _, loss = sess.run([net.train, net.loss], {net.x: xs, net.training: True})
        print("%.5f" % loss)
    print("%.5f" % sess.run(net.loss, {net.x: xs, net.training: False}))

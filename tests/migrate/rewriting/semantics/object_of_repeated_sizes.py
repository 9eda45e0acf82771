# sizes that repeat: two scopes of one name get other names in TensorFlow 1, and no checkpoint mixes them up
import os
import re
import tempfile

import numpy as np
import tensorflow as tf


class Net(object):
    def __init__(self, sizes, width):
        self.x = tf.placeholder(tf.float32, [None, 6])
        self.t = tf.placeholder(tf.float32, [None, 1])
        outputs = []
        for i, size in enumerate(sizes):
            with tf.name_scope("part-%s" % size):
                W = tf.Variable(tf.constant(0.1, shape=[size, width]), name="W")
                b = tf.Variable(tf.constant(0.2, shape=[width]), name="b")
                outputs.append(tf.tanh(tf.matmul(self.x[:, :size], W) + b))
        with tf.name_scope("output"):
            W = tf.get_variable("W", [width * len(sizes), 1], initializer=tf.constant_initializer(0.3))
            b = tf.Variable(tf.zeros([1]), name="b")
            self.y = tf.matmul(tf.concat(outputs, 1), W) + b
        with tf.name_scope("loss"):
            self.loss = tf.reduce_mean(tf.square(self.y - self.t))


def main(sizes):
    net = Net(sizes, 2)
    global_step = tf.Variable(0, name="global_step", trainable=False)
    optimizer = tf.train.AdamOptimizer(0.05)
    grads_and_vars = optimizer.compute_gradients(net.loss)
    train_op = optimizer.apply_gradients(grads_and_vars, global_step=global_step)
    gradients = []
    for g, v in grads_and_vars:
        if g is not None:
            gradients.append(tf.summary.histogram("{}/grad/hist".format(v.name), g))
            gradients.append(tf.summary.scalar("{}/grad/sparsity".format(v.name), tf.nn.zero_fraction(g)))
    merged = tf.summary.merge(gradients)
    loss_summary = tf.summary.scalar("loss", net.loss)
    both = tf.summary.merge([loss_summary, merged])
    saver = tf.train.Saver(tf.global_variables(), max_to_keep=2)
    feed = {net.x: np.arange(12.0).reshape(2, 6) / 12.0, net.t: [[1.0], [-1.0]]}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(3):
            _, value, summary = sess.run([train_op, net.loss, both], feed)
            print(tf.train.global_step(sess, global_step), "%.5f" % value)
        print(re.findall(rb"[\w/-]*(?:grad/\w+|loss\w*)", summary))
        path = saver.save(sess, os.path.join(tempfile.mkdtemp(), "model"), global_step=3)
        print(sorted((name, shape) for name, shape in tf.train.list_variables(path)))
        sess.run(train_op, feed)
        print("%.5f" % sess.run(net.loss, feed))
        saver.restore(sess, path)
        print("%.5f" % sess.run(net.loss, feed))
        sess.run(train_op, feed)
        print("%.5f" % sess.run(net.loss, feed))


main([2, 5, 5])

"""Recurrent networks in checkpoints: a stack of cells, a stack of any depth, and cells that run both ways."""

import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf

layers, steps, features, hidden = 2, 5, 3, 4


class Tagger(object):
    def __init__(self, depth):
        self.x = tf.placeholder(tf.float32, [None, steps, features], name="x")
        self.y = tf.placeholder(tf.float32, [None, 1], name="y")
        self.keep = tf.placeholder(tf.float32, name="keep")
        with tf.variable_scope("words"):
            cell = tf.contrib.rnn.GRUCell(hidden)
            cell = tf.contrib.rnn.DropoutWrapper(cell, output_keep_prob=self.keep)
            words, _ = tf.nn.dynamic_rnn(cell, self.x, dtype=tf.float32, scope="reader")
        stack = tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.BasicLSTMCell(hidden), tf.contrib.rnn.LSTMCell(hidden)])
        stacked, _ = tf.nn.dynamic_rnn(stack, words, dtype=tf.float32)
        deep = tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.BasicRNNCell(hidden) for _ in range(depth)])
        with tf.variable_scope("deep"):
            deeper, _ = tf.nn.dynamic_rnn(deep, stacked, dtype=tf.float32)
        forward, backward = tf.contrib.rnn.GRUCell(hidden), tf.contrib.rnn.BasicLSTMCell(hidden)
        both, _ = tf.nn.bidirectional_dynamic_rnn(forward, backward, deeper, dtype=tf.float32)
        last = tf.concat(both, 2)[:, -1, :]
        self.predictions = tf.layers.dense(last, 1, name="score")
        self.loss = tf.reduce_mean(tf.square(self.predictions - self.y))
        self.train_op = tf.train.AdamOptimizer(0.05).minimize(self.loss)
        self.saver = tf.train.Saver()


folder = tempfile.mkdtemp()
rng = np.random.RandomState(1)
x = rng.normal(size=(16, steps, features)).astype(np.float32)
y = x[:, 0, :1] + x[:, -1, 1:2]
tagger = Tagger(layers)
feed = {tagger.x: x, tagger.y: y, tagger.keep: 1.0}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(8):
        sess.run(tagger.train_op, feed_dict=feed)
    print("kept %.5f" % sess.run(tagger.loss, feed_dict=feed))
    path = tagger.saver.save(sess, os.path.join(folder, "tagger"), global_step=8)
    for step in range(4):
        sess.run(tagger.train_op, feed_dict=feed)
    print("later %.5f" % sess.run(tagger.loss, feed_dict=feed))
    tagger.saver.restore(sess, path)
    print("read back %.5f" % sess.run(tagger.loss, feed_dict=feed))
    sess.run(tagger.train_op, feed_dict=feed)
    print("one step on %.5f" % sess.run(tagger.loss, feed_dict=feed))
for name, shape in sorted(tf.train.list_variables(path)):
    print(name, shape)
shutil.rmtree(folder)

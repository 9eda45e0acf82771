"""An MNIST-tutorial program over a small DataSet class with next_batch, written as mnist.train.next_batch."""
import collections

import numpy as np
import tensorflow as tf


class DataSet(object):
    def __init__(self, images, labels):
        self.images, self.labels = images, labels
        self.num_examples = len(images)
        self._index = 0

    def next_batch(self, batch_size):
        start = self._index
        if start + batch_size > self.num_examples:
            start = 0
        self._index = start + batch_size
        return self.images[start:self._index], self.labels[start:self._index]


Datasets = collections.namedtuple('Datasets', ['train', 'test'])


def read_data_sets():
    rng = np.random.RandomState(34)
    images = rng.rand(80, 9).astype(np.float32)
    labels = np.eye(3, dtype=np.float32)[images[:, :3].argmax(1)]
    return Datasets(train=DataSet(images[:60], labels[:60]), test=DataSet(images[60:], labels[60:]))


mnist = read_data_sets()
x = tf.placeholder(tf.float32, [None, 9])
W = tf.Variable(tf.zeros([9, 3]))
b = tf.Variable(tf.zeros([3]))
y = tf.nn.softmax(tf.matmul(x, W) + b)
y_ = tf.placeholder(tf.float32, [None, 3])
cross_entropy = tf.reduce_mean(-tf.reduce_sum(y_ * tf.log(y), reduction_indices=[1]))
train_step = tf.train.GradientDescentOptimizer(0.5).minimize(cross_entropy)

init = tf.global_variables_initializer()
sess = tf.Session()
sess.run(init)
for i in range(40):
    batch_xs, batch_ys = mnist.train.next_batch(20)
    sess.run(train_step, feed_dict={x: batch_xs, y_: batch_ys})

correct_prediction = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))
print(sess.run(accuracy, feed_dict={x: mnist.test.images, y_: mnist.test.labels}))
print(sess.run(cross_entropy, feed_dict={x: mnist.test.images, y_: mnist.test.labels}))

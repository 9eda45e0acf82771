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
x_spec = tf.TensorSpec([None, 9], tf.float32)
W = tf.Variable(tf.zeros([9, 3]))
b = tf.Variable(tf.zeros([3]))


def compute_y(x):
    return tf.nn.softmax(tf.matmul(x, W) + b)


y__spec = tf.TensorSpec([None, 3], tf.float32)


@tf.function(input_signature=[x_spec, y__spec])
def compute_cross_entropy(x, y_):
    y = compute_y(x)
    return tf.reduce_mean(-tf.reduce_sum(y_ * tf.math.log(y), axis=[1]))


optimizer = tf.keras.optimizers.SGD(0.5)


@tf.function(input_signature=[x_spec, y__spec])
def train_step(x, y_):
    with tf.GradientTape() as tape:
        cross_entropy = compute_cross_entropy(x, y_)
    variables = [W, b]
    optimizer.apply_gradients(zip(tape.gradient(cross_entropy, variables), variables))


for i in range(40):
    batch_xs, batch_ys = mnist.train.next_batch(20)
    train_step(batch_xs, batch_ys)


@tf.function(input_signature=[x_spec, y__spec])
def accuracy(x, y_):
    y = compute_y(x)
    correct_prediction = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
    return tf.reduce_mean(tf.cast(correct_prediction, tf.float32))


print(accuracy(mnist.test.images, mnist.test.labels).numpy())
print(compute_cross_entropy(mnist.test.images, mnist.test.labels).numpy())

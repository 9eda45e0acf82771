"""The MNIST tutorial module over four small files of the MNIST format, written first so that nothing is fetched."""
import gzip
import os
import struct

import numpy as np
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data


def write_mnist(folder):
    os.makedirs(folder)
    rng = np.random.RandomState(36)
    for name, count in (("train", 120), ("t10k", 30)):
        labels = rng.randint(0, 10, count).astype(np.uint8)
        images = rng.randint(0, 100, (count, 28, 28)).astype(np.uint8)
        images[np.arange(count), labels * 2, :] = 255
        with gzip.open(os.path.join(folder, name + "-images-idx3-ubyte.gz"), "wb") as f:
            f.write(struct.pack(">IIII", 2051, count, 28, 28) + images.tobytes())
        with gzip.open(os.path.join(folder, name + "-labels-idx1-ubyte.gz"), "wb") as f:
            f.write(struct.pack(">II", 2049, count) + labels.tobytes())


write_mnist("MNIST_data")
mnist = input_data.read_data_sets("MNIST_data/", one_hot=True, validation_size=20)

x = tf.placeholder(tf.float32, [None, 784])
y_ = tf.placeholder(tf.float32, [None, 10])
W = tf.Variable(tf.zeros([784, 10]))
b = tf.Variable(tf.zeros([10]))
y = tf.nn.softmax(tf.matmul(x, W) + b)
cross_entropy = tf.reduce_mean(-tf.reduce_sum(y_ * tf.log(y), reduction_indices=[1]))
train_step = tf.train.GradientDescentOptimizer(0.05).minimize(cross_entropy)
correct_prediction = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32))

print(mnist.train.num_examples, mnist.validation.images.shape, mnist.test.labels.shape)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(8):
        batch_xs, batch_ys = mnist.train.next_batch(50, shuffle=False)
        sess.run(train_step, feed_dict={x: batch_xs, y_: batch_ys})
    print("%.4f" % sess.run(cross_entropy, feed_dict={x: mnist.test.images, y_: mnist.test.labels}))
    print("%.4f" % accuracy.eval(feed_dict={x: mnist.validation.images, y_: mnist.validation.labels}))

"""The MNIST tutorial module over four small files of the MNIST format, written first so that nothing is fetched."""
import gzip
import os
import struct

import numpy as np
import tensorflow as tf
import mnist_input_data as input_data


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

x_spec = tf.TensorSpec([None, 784], tf.float32)
y__spec = tf.TensorSpec([None, 10], tf.float32)
W = tf.Variable(tf.zeros([784, 10]))
b = tf.Variable(tf.zeros([10]))


def compute_y(x):
    return tf.nn.softmax(tf.matmul(x, W) + b)


@tf.function(input_signature=[x_spec, y__spec])
def compute_cross_entropy(x, y_):
    y = compute_y(x)
    return tf.reduce_mean(-tf.reduce_sum(y_ * tf.math.log(y), axis=[1]))


optimizer = tf.keras.optimizers.SGD(0.05)


@tf.function(input_signature=[x_spec, y__spec])
def train_step(x, y_):
    with tf.GradientTape() as tape:
        cross_entropy = compute_cross_entropy(x, y_)
    variables = [W, b]
    optimizer.apply_gradients(zip(tape.gradient(cross_entropy, variables), variables))


@tf.function(input_signature=[x_spec, y__spec])
def accuracy(x, y_):
    y = compute_y(x)
    correct_prediction = tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1))
    return tf.reduce_mean(tf.cast(correct_prediction, tf.float32))


print(mnist.train.num_examples, mnist.validation.images.shape, mnist.test.labels.shape)
for i in range(8):
    batch_xs, batch_ys = mnist.train.next_batch(50, shuffle=False)
    train_step(batch_xs, batch_ys)
print("%.4f" % compute_cross_entropy(mnist.test.images, mnist.test.labels).numpy())
print("%.4f" % accuracy(mnist.validation.images, mnist.validation.labels).numpy())

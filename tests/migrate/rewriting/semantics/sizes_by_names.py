import numpy as np
import tensorflow as tf


def weight(shape):
    return tf.get_variable("W", dtype=tf.float32, shape=shape, initializer=tf.constant_initializer(0.1))


def fc(x, n, name, use_relu=True):
    with tf.variable_scope(name):
        in_dim = x.get_shape()[1]
        W = weight(shape=[in_dim, n])
        layer = tf.matmul(x, W)
        if use_relu:
            layer = tf.nn.relu(layer)
        return layer


def conv(x, size, n, stride, name):
    with tf.variable_scope(name):
        channels = x.get_shape().as_list()[-1]
        shape = [size, size, channels, n]
        W = weight(shape=shape)
        layer = tf.nn.conv2d(x, W, strides=[1, stride, stride, 1], padding="SAME")
        return tf.nn.relu(layer)


def flatten(layer):
    with tf.variable_scope("Flatten"):
        layer_shape = layer.get_shape()
        n = layer_shape[1:4].num_elements()
        flat = tf.reshape(layer, [-1, n])
    return flat


def pool(x, ksize, stride, name):
    return tf.nn.max_pool(x, ksize=[1, ksize, ksize, 1], strides=[1, stride, stride, 1], padding="SAME", name=name)


h = w = 28
x = tf.placeholder(tf.float32, [None, h, w, 1])
c1 = conv(x, 5, 4, 1, name="conv1")
p1 = pool(c1, ksize=2, stride=2, name="pool1")
c2 = conv(p1, 5, 3, 1, name="conv2")
p2 = pool(c2, ksize=2, stride=2, name="pool2")
flat = flatten(p2)
f1 = fc(flat, 6, "FC1")
out = fc(f1, 2, "OUT", use_relu=False)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: np.ones([2, 28, 28, 1])}))

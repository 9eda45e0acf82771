import numpy as np
import tensorflow as tf
import sys

x = tf.placeholder(tf.float32, [None, 2])
t = tf.placeholder(tf.float32, [None, 1])
a = np.array([[1., 2.], [3., 4.]], np.float32)
b = np.array([[1.], [0.]], np.float32)

import argparse
class Config(object):
    mode = "plain"
    size = 2
cfg = Config()
parser = argparse.ArgumentParser()
parser.add_argument("--mode")
parser.parse_args(["--mode", "double"], namespace=cfg)
w = tf.get_variable("w", [2, 1], initializer=tf.constant_initializer(0.3))
y = tf.matmul(x, w)
if cfg.mode == "double":
    y = tf.contrib.layers.layer_norm(y) + 2.0 * y
loss = tf.reduce_mean(tf.square(y - t))
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        _, l = sess.run([train, loss], {x: a, t: b})
        print("%.5f" % l)

    for q in sess.run(y, {x: a}).ravel():
        print("%.5f" % q)


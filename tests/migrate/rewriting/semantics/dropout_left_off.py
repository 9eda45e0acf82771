import tensorflow as tf
import numpy as np

x = tf.placeholder(tf.float32, [None, 3])
on = tf.placeholder(tf.bool)
h = tf.layers.dropout(x * 2.0, 0.7, on)  # the third argument is the shape of the noise, so nothing is dropped
y = tf.reduce_sum(tf.layers.dropout(h, 0.5, seed=3))
with tf.Session() as sess:
    print(sess.run(y, {x: np.ones([2, 3]), on: True}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
training = tf.placeholder(tf.bool)
keep = tf.placeholder(tf.float32)
h = tf.layers.dropout(x, 0.5, training=training)
g = tf.nn.dropout(x, keep)
with tf.Session() as sess:
    print(sess.run(h, {x: [1.0, 2.0], training: False}))
    print(sess.run(g, {x: [1.0, 2.0], keep: 1.0}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 5, 5, 1])
ones = tf.constant_initializer(0.1)
h = tf.contrib.layers.conv2d(x, 2, 3, stride=2, weights_initializer=ones)
p = tf.contrib.layers.max_pool2d(h, 2)
u = tf.contrib.layers.conv2d_transpose(p, 1, 2, stride=2, weights_initializer=ones)
o = tf.contrib.layers.fully_connected(tf.contrib.layers.flatten(u), 2, activation_fn=None, weights_initializer=ones)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    out = sess.run(o, {x: np.arange(50.0).reshape(2, 5, 5, 1)})
    print("%.6f %.6f" % (out[0, 0], out[1, 1]))

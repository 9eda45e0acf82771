import tensorflow as tf
import numpy as np

x = tf.placeholder(tf.float32, [None, 3])
act = tf.nn.relu
a = tf.layers.dense(x, 2, act, name="l", kernel_initializer=tf.constant_initializer(0.5))
act = tf.nn.sigmoid
b = tf.layers.dense(x, 2, act, name="l", kernel_initializer=tf.constant_initializer(0.5), reuse=True)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(a, {x: -np.ones([1, 3])}), sess.run(b, {x: -np.ones([1, 3])}))

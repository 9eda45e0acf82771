import tensorflow as tf
import numpy as np

x = tf.placeholder(tf.float32, [None, 3])
z = tf.placeholder(tf.float32, [None, 3])
with tf.variable_scope("D"):
    h0 = tf.layers.dense(x, 4, tf.nn.relu, name="l", kernel_initializer=tf.constant_initializer(0.5))
    p0 = tf.layers.dense(h0, 1, name="out", kernel_initializer=tf.constant_initializer(0.2))
    h1 = tf.layers.dense(z, 4, tf.nn.relu, name="l", kernel_initializer=tf.constant_initializer(0.5), reuse=True)
    p1 = tf.layers.dense(h1, 1, name="out", kernel_initializer=tf.constant_initializer(0.2), reuse=True)
loss = tf.reduce_mean(tf.square(p0 - 1.0)) + tf.reduce_mean(tf.square(p1))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        _, value = sess.run([train, loss], {x: np.ones([2, 3]), z: np.full([2, 3], 0.5)})
        print("%.5f" % value)

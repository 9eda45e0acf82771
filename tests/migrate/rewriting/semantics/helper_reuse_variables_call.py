import tensorflow as tf
import numpy as np


def generator(z):
    with tf.variable_scope("generator"):
        h = tf.layers.dense(z, 4, tf.nn.relu, kernel_initializer=tf.constant_initializer(0.3))
        return tf.layers.dense(h, 3, tf.nn.sigmoid, kernel_initializer=tf.constant_initializer(0.2))


def discriminator(x, reuse=False):
    with tf.variable_scope("discriminator") as scope:
        if reuse:
            scope.reuse_variables()
        h = tf.layers.dense(x, 5, tf.nn.relu, kernel_initializer=tf.constant_initializer(0.1))
        return tf.layers.dense(h, 1, kernel_initializer=tf.constant_initializer(0.4))


X = tf.placeholder(tf.float32, [None, 3])
Z = tf.placeholder(tf.float32, [None, 2])
G = generator(Z)
real = discriminator(X)
fake = discriminator(G, True)
loss_d = tf.reduce_mean(tf.square(real - 1.0)) + tf.reduce_mean(tf.square(fake))
loss_g = tf.reduce_mean(tf.square(fake - 1.0))
vars_d = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="discriminator")
vars_g = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="generator")
train_d = tf.train.GradientDescentOptimizer(0.1).minimize(loss_d, var_list=vars_d)
train_g = tf.train.GradientDescentOptimizer(0.1).minimize(loss_g, var_list=vars_g)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        _, d = sess.run([train_d, loss_d], {X: np.ones([4, 3]), Z: np.full([4, 2], 0.5)})
        _, g = sess.run([train_g, loss_g], {Z: np.full([4, 2], 0.5)})
        print("%.5f %.5f" % (d, g))

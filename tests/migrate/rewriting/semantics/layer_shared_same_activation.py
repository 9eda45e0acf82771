# a helper's layer is shared by a call that gives it the same activation
import numpy as np
import tensorflow as tf


def head(x, activation, reuse=None):
    with tf.variable_scope("head", reuse=reuse):
        return tf.layers.dense(x, 2, activation=activation, name="a", kernel_initializer=tf.constant_initializer(0.3))


x = tf.placeholder(tf.float32, [None, 2])
a = head(x, tf.nn.relu)
b = head(x, tf.nn.relu, reuse=True)
loss = tf.reduce_sum(a) + tf.reduce_sum(b)
train_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
        print("%.5f" % value)

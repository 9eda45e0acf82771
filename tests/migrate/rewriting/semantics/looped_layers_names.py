# default names of layers after those of a loop, of which the next one shares its variables
import numpy as np
import tensorflow as tf


def head(x, reuse):
    with tf.variable_scope("net", reuse=reuse):
        for k in range(2 if not reuse else 0):
            x = tf.layers.dense(x, 2, kernel_initializer=tf.constant_initializer(0.3 + 0.1 * k))
        return tf.layers.dense(x, 2, kernel_initializer=tf.constant_initializer(0.7))


x = tf.placeholder(tf.float32, [None, 2])
loss = tf.reduce_sum(head(x, False)) + tf.reduce_sum(head(x, True))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
        print("%.5f" % value)

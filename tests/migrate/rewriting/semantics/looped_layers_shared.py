# a loop of layers that a second call shares
import numpy as np
import tensorflow as tf


def critic(x, sizes, reuse=None):
    with tf.variable_scope("critic", reuse=reuse):
        for size in sizes:
            x = tf.layers.dense(x, size, tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.2))
        return tf.layers.dense(x, 1, kernel_initializer=tf.constant_initializer(0.5))


x = tf.placeholder(tf.float32, [None, 2])
real = critic(x, [3, 2])
fake = critic(x * 0.5, [3, 2], reuse=True)
loss = tf.reduce_mean(real - 2.0 * fake)
train_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
        print("%.5f" % value)

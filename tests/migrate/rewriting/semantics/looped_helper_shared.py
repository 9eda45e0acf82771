# a helper whose loop makes variables at one call, and shares them at the next
import numpy as np
import tensorflow as tf


def critic(inputs, sizes, reuse=None):
    with tf.variable_scope("critic", reuse=reuse):
        for i, size in enumerate(sizes):
            w = tf.get_variable("w%d" % i, [2, 2], initializer=tf.constant_initializer(0.3 + i))
            inputs = tf.nn.tanh(tf.matmul(inputs, w)) * size
    return inputs


x = tf.placeholder(tf.float32, [None, 2])
real = critic(x, [1, 2])
fake = critic(x * 0.5, [1, 3], reuse=True)
loss = tf.reduce_mean(real - fake)
train_op = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
        print("%.5f" % value)

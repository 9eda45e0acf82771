import numpy as np
import tensorflow as tf


def model(x, t):
    w = tf.get_variable("w", [2, 1], initializer=tf.constant_initializer(0.5))
    y = tf.matmul(x, w)
    x = t - y
    loss = tf.reduce_mean(tf.square(x))
    return y, loss


x = tf.placeholder(tf.float32, [None, 2])
t = tf.placeholder(tf.float32, [None, 1])
y, loss = model(x, t)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train, loss], {x: np.ones([3, 2]) * step, t: np.ones([3, 1])})
        print(step, "%.5f" % value)
    print(sess.run(y, {x: np.ones([1, 2])}))

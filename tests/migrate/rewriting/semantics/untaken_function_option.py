import numpy as np
import tensorflow as tf

SIZE = 4


def network(x, size, scale, noise=None):
    w = tf.get_variable("w%d" % size, [2, size], initializer=tf.constant_initializer(scale))
    if noise is not None:
        noises = [tf.placeholder(tf.float32, [None, 2])]
        x = x + noises[0]
    return tf.tanh(tf.matmul(x, w))


x = tf.placeholder(tf.float32, [None, 2])
out = network(x, SIZE, 0.1)
other = network(x, SIZE + 1, 0.2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: np.ones([2, 2])}))
    print(sess.run(other, {x: np.ones([2, 2])}))

import numpy as np
import tensorflow as tf

RATE = 0.5


def train():
    x = tf.placeholder(tf.float32, [None, 2])
    w = tf.Variable(tf.ones([2, 1]))
    loss = tf.reduce_mean(tf.matmul(x, w)) * RATE
    with tf.Session() as sess:
        tf.global_variables_initializer().run()
        print("%.5f" % sess.run(loss, {x: np.ones([2, 2])}))
        change()
        print("%.5f" % sess.run(loss, {x: np.ones([2, 2])}))


def change():
    global RATE
    RATE = 2.0


RATE = 0.25
train()

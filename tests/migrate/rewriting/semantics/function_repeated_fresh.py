import numpy as np
import tensorflow as tf


def run(k, rate):
    tf.reset_default_graph()
    x = tf.placeholder(tf.float32, [])
    w = tf.Variable(k)
    loss = tf.square(w * x - 3.0)
    train = tf.train.GradientDescentOptimizer(rate).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(3):
            sess.run(train, {x: 1.0})
        return sess.run(w)


print(run(1.0, 0.1))
for rate in [0.1, 0.2]:
    print(run(2.0, rate))

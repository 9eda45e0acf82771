import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3])
keep = tf.placeholder_with_default(1.0, [])


def train(steps=2):
    w = tf.Variable(tf.ones([3, 2]))
    out = tf.matmul(x, w) * keep
    loss = tf.reduce_mean(out)
    step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(steps):
            print(sess.run([step, loss], {x: np.ones([2, 3]), keep: 0.5})[1])
        print(sess.run(loss, {x: np.ones([2, 3])}))


train()

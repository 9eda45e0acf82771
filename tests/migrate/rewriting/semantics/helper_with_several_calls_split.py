import numpy as np
import tensorflow as tf


def model(x, t, scale=2.0, reuse=False):
    with tf.variable_scope("model", reuse=reuse):
        w = tf.get_variable("w", [2, 1], initializer=tf.constant_initializer(0.5))
        y = tf.matmul(x, w) * scale
    difference = t - y
    loss = tf.reduce_mean(tf.square(difference))
    return y, loss


x = tf.placeholder(tf.float32, [None, 2])
t = tf.placeholder(tf.float32, [None, 1])
train_y, train_loss = model(x, t)
test_y, test_loss = model(x, t, scale=1.0, reuse=True)
train = tf.train.GradientDescentOptimizer(0.1).minimize(train_loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train, train_loss], {x: np.ones([3, 2]) * step, t: np.ones([3, 1])})
        print(step, "%.5f" % value)
    print(sess.run([train_y, test_y], {x: np.ones([1, 2])}))
    print(sess.run(test_loss, {x: np.ones([1, 2]), t: [[0.0]]}))

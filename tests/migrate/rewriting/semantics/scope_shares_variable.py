import tensorflow as tf
import numpy as np


def layer(x, n, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [x.shape[1].value, n], initializer=tf.constant_initializer(0.2))
        return tf.matmul(x, w)


x = tf.placeholder(tf.float32, [None, 3])
h = layer(x, 4, "one")
out = layer(h, 1, "two")
with tf.variable_scope("one", reuse=True):
    w = tf.get_variable("w", [3, 4])
loss = tf.reduce_mean(tf.square(out - 1.0)) + 0.1 * tf.nn.l2_loss(w)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, value = sess.run([train, loss], {x: np.ones([2, 3])})
        print("%.5f" % value)
    print(sess.run(w)[0])

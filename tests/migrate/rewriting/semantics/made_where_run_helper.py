import numpy as np
import tensorflow as tf


def net(x, w):
    return tf.nn.relu(tf.matmul(x, w) - 1.0)


def show(sess, w, data):
    made = net(data, w)
    total = tf.reduce_sum(made, 0)
    print(sess.run([made, total]), sess.run(tf.reduce_max(made)))

w = tf.Variable([[1.0, -1.0], [2.0, 3.0]])
x = tf.placeholder(tf.float32, [None, 2])
out = net(x, w)
train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(out))
data = np.array([[1.0, 2.0], [3.0, -0.5]], np.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    show(sess, w, data)
    sess.run(train, {x: data})
    show(sess, w, data[:1])
    print(sess.run(out, {x: data}))

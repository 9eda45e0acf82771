"""Gradients with respect to a fed input; the host climbs along them."""
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [1, 3], name="x")
w = tf.constant([[1.0, -2.0], [0.5, 0.3], [-0.7, 1.1]])
scores = tf.nn.softmax(tf.matmul(tf.tanh(x), w))
target = scores[:, 1]
gradient = tf.gradients(target, x)[0]
second = tf.gradients(gradient, x)[0]

point = np.array([[0.5, -0.5, 0.25]])
with tf.Session() as sess:
    for i in range(4):
        g, value = sess.run([gradient, target], feed_dict={x: point})
        print(i, value, np.abs(g).sum())
        point = point + 2.0 * g
    print(point, sess.run(second, {x: point}))

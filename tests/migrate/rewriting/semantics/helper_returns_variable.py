import tensorflow as tf
import numpy as np


def layer(x, n, name):
    size = x.get_shape()[1].value
    with tf.variable_scope(name):
        weights = {
            "w": tf.get_variable("w", [size, n], initializer=tf.constant_initializer(0.2)),
            "b": tf.get_variable("b", [n], initializer=tf.zeros_initializer()),
        }
        return tf.matmul(x, weights["w"]) + weights["b"], weights["w"]


x = tf.placeholder(tf.float32, [None, 3])
h, w1 = layer(x, 4, "one")
out, w2 = layer(h, 1, "two")
loss = tf.reduce_mean(tf.square(out - 1.0)) + 0.01 * (tf.nn.l2_loss(w1) + tf.nn.l2_loss(w2))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
norm = tf.reduce_sum(w1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, value = sess.run([train, loss], {x: np.ones([2, 3])})
        print("%.5f" % value)
    print("%.5f" % sess.run(norm))

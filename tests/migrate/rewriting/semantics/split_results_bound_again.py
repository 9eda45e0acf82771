import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
t = tf.placeholder(tf.float32, [None, 1])
a = np.array([[1., 2.], [3., 4.]], np.float32)
b = np.array([[1.], [0.]], np.float32)

def model(net, t):
    w = tf.get_variable("w", [2, 2], initializer=tf.constant_initializer(0.3))
    h = tf.matmul(net, w)
    loss = tf.reduce_mean(tf.square(h - t)) + tf.reduce_mean(tf.square(net))
    return h, loss

net = x * 2.0
net, loss = model(net, t)
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        _, l = sess.run([train, loss], {x: a, t: b})
        print("%.5f" % l)
    for v in sess.run(net, {x: a}).ravel():
        print("%.5f" % v)

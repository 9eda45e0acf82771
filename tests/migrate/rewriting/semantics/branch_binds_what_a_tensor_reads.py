import numpy as np
import tensorflow as tf
import sys

x = tf.placeholder(tf.float32, [None, 2])
t = tf.placeholder(tf.float32, [None, 1])
a = np.array([[1., 2.], [3., 4.]], np.float32)
b = np.array([[1.], [0.]], np.float32)

use = len(sys.argv) > 3
w = tf.get_variable("w", [2, 1], initializer=tf.constant_initializer(0.3))
y = tf.matmul(x, w)
base = tf.reduce_mean(tf.square(y - t))
if use:
    rate = float(sys.argv[3])
    print("penalty")
    pen = rate * tf.nn.l2_loss(w)
else:
    print("none")
if use:
    loss = base + pen
else:
    loss = base
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        _, l = sess.run([train, loss], {x: a, t: b})
        print("%.5f" % l)

    for q in sess.run(y, {x: a}).ravel():
        print("%.5f" % q)


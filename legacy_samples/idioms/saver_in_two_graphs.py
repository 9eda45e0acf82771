"""One graph trains and saves, another one of the same variables restores: names begin anew in each."""

import os
import tempfile

import numpy as np
import tensorflow as tf

path = os.path.join(tempfile.mkdtemp(), "model")
X = np.arange(6).reshape(3, 2) / 3.0


def net(x):
    w = tf.Variable(tf.zeros([2, 2]))
    b = tf.Variable(tf.ones([2]))
    return tf.matmul(x, w) + b


x = tf.placeholder(tf.float32, [None, 2])
y = net(x)
loss = tf.reduce_mean(tf.square(y - 3.0))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
saver = tf.train.Saver()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(train_op, {x: X})
    print("trained: %.5f" % sess.run(loss, {x: X}))
    saver.save(sess, path)

with tf.Graph().as_default():
    x = tf.placeholder(tf.float32, [None, 2])
    outputs = net(x)
    restored = tf.train.Saver()
    with tf.Session() as sess:
        restored.restore(sess, path)
        print(sess.run(outputs, {x: X}))
print(sorted(name for name, _ in tf.train.list_variables(path)))

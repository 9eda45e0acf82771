"""A variable that only some runs of the program have, in a list of all that are trained."""
import os

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable(tf.ones([2, 1]))
if "WITH_BIAS" in os.environ:
    b = tf.Variable(tf.zeros([1]))
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.0)) + tf.add_n([tf.nn.l2_loss(v) for v in tf.trainable_variables()])
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        print("%.6f" % sess.run([train, loss], {x: [[1.0, 2.0]]})[1])

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
lr = 0.1
loss = tf.square(w * x - 3.0)
train = tf.train.GradientDescentOptimizer(lr).minimize(loss)
lr = 0.001
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train, {x: 1.0})
        lr = lr * 0.5
    print(sess.run(w), lr)

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
loss = tf.square(w * x - 3.0)
t1 = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
t2 = tf.train.AdamOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(t1, {x: 1.0})
        sess.run(t2, {x: 1.0})
    print(sess.run(w))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
b = tf.Variable(2.0)
deep = False
def net(t):
    h = t * a
    if deep:
        h = h * b
    return h
loss = tf.square(net(x) - 3.0)
train = tf.train.AdamOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: 1.0})
    print(sess.run([a, b]))

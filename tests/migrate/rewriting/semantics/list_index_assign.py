import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
b = tf.Variable(2.0)
hs = [x * a, x]
hs[1] = x * b
loss = tf.square(hs[1] - 3.0)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: 1.0})
    print(sess.run([a, b]))

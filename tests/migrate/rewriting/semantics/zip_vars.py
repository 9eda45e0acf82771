import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
ws = [tf.Variable(float(i)) for i in range(3)]
bs = [tf.Variable(float(i) * 2.0) for i in range(3)]
h = x
for w, b in zip(ws, bs):
    h = h * w + b
loss = tf.square(h - 1.0)
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        sess.run(train, {x: 1.0})
    print(sess.run(ws), sess.run(bs))

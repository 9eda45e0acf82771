import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
variables = 3.0
loss = 0.5
gradients = 2.0
optimizer = 1.0
slot = 4.0
x_spec = 1.5
w = tf.Variable(1.0)
cost = tf.square(w * x * variables - gradients)
train = tf.train.RMSPropOptimizer(0.01).minimize(cost * loss * x_spec)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train, {x: 1.0})
    print(sess.run(w), variables, loss, gradients, optimizer, slot, x_spec)

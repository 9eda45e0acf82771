import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def net(t):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [], initializer=tf.constant_initializer(2.0))
        return t * w
a = net(x)
b = net(a)
loss = tf.square(b - 1.0)
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        sess.run(train, {x: 1.0})
    print(sess.run([a, b], {x: 1.0}))

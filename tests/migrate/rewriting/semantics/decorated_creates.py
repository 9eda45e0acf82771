import numpy as np
import tensorflow as tf

def with_scale(f):
    def g(t):
        w = tf.get_variable("scale", [], initializer=tf.constant_initializer(3.0))
        return f(t) * w
    return g
x = tf.placeholder(tf.float32, [])
@with_scale
def net(t):
    return t + 1.0
y = net(x)
loss = tf.square(y)
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: 1.0})
    print(sess.run(y, {x: 1.0}))

import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
x = tf.placeholder(tf.float32, [])
def f(t):
    tf.assign(v, 9.0)
    return t * 2.0
y = f(x)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: 1.0}))
    print(sess.run(v))

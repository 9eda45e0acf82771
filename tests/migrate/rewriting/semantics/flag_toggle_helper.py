import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
b = tf.Variable(2.0)
mode = "a"
def net(t):
    return t * a if mode == "a" else t * b
p = net(x)
mode = "b"
q = net(x)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(p, {x: 1.0}), sess.run(q, {x: 1.0}))

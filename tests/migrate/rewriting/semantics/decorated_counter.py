import numpy as np
import tensorflow as tf

calls = []
def logged(f):
    def g(*args):
        calls.append(1.0)
        return f(*args) * len(calls)
    return g
x = tf.placeholder(tf.float32, [])
@logged
def net(t):
    return t + 1.0
a = net(x)
b = net(x)
with tf.Session() as sess:
    print(sess.run(b, {x: 1.0}), sess.run(a, {x: 1.0}), len(calls))

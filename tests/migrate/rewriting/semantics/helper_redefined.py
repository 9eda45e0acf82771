import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def f(t):
    return t * 2.0
a = f(x)
def f(t):
    return t * 3.0
b = f(x)
with tf.Session() as sess:
    print(sess.run([a, b], {x: 1.0}))

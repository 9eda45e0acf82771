import numpy as np
import tensorflow as tf

def noisy(t):
    return t + tf.random_uniform([])
x = tf.placeholder(tf.float32, [])
a = noisy(x)
b = noisy(x)
with tf.Session() as sess:
    p, q = sess.run([a, b], {x: 1.0})
    print(p == q)

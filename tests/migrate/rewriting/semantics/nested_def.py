import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def outer(t):
    k = 2.0
    def inner(u):
        return u * k
    k = 3.0
    return inner(t)
y = outer(x)
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

import numpy as np
import tensorflow as tf

rate = tf.constant(0.5)
x = tf.placeholder(tf.float32, [None])
def make(r):
    def inner(t):
        return t * r
    return inner
y = make(rate)(x)
z = make(rate)
w = z(x)
with tf.Session() as sess:
    print(sess.run([y, w], {x: [1., 2.]}))
    print(sess.run([y, w], {x: [1., 2.], rate: 4.0}))

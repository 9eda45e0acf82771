import numpy as np
import tensorflow as tf

rate = tf.constant(0.5)
x = tf.placeholder(tf.float32, [None])
def drop(t, r=rate):
    return t * r
y = drop(x)
z = drop(x, tf.constant(2.0))
with tf.Session() as sess:
    print(sess.run([y, z], {x: [1., 2.]}))
    print(sess.run([y, z], {x: [1., 2.], rate: 4.0}))

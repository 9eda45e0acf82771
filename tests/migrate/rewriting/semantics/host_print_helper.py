import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def layer(t, k):
    print("building", k)
    return t * k
a = layer(x, 2.0)
b = layer(a, 3.0)
with tf.Session() as sess:
    print("running")
    print(sess.run(b, {x: 1.0}))
    print(sess.run(a, {x: 1.0}))

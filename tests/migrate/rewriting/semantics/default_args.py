import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
k = 2.0
def f(t, s=k):
    return t * s
k = 5.0
a = f(x)
with tf.Session() as sess:
    print(sess.run(a, {x: 1.0}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
rate = 2.0
def f(t):
    return t * rate
y = f(x)
rate = 5.0
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

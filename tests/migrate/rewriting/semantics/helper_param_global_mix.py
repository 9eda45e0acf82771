import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
def f(x):
    return x + 1.0
z = f(y)
with tf.Session() as sess:
    print(sess.run(z, {x: 1.0}))

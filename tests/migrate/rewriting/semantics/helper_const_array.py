import numpy as np
import tensorflow as tf

table = np.ones(2, np.float32)
x = tf.placeholder(tf.float32, [2])
def f(t):
    return t * table
y = f(x)
def spoil(a):
    a[0] = 5.0
spoil(table)
with tf.Session() as sess:
    print(sess.run(y, {x: [1.0, 1.0]}))

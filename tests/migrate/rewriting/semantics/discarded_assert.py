import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def f(t):
    tf.assert_positive(t)
    return t * 2.0
y = f(x)
with tf.Session() as sess:
    print(sess.run(y, {x: -1.0}))

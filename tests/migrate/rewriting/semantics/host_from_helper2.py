import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
n = 1
def build(t):
    k = 3
    return t * k, k
y, n = build(x)
print(n)
with tf.Session() as sess:
    print(sess.run(y, {x: n}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def build(t):
    print("building")
    return t * 2.0
unused = build(x)
y = x * 3.0
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

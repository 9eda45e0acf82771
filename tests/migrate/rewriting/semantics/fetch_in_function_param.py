import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = x * 2.0
b = x * 3.0
def ev(t, v):
    return sess.run(t, {x: v})
def ev2(t, v):
    return sess.run(t + 1.0, {x: v})
with tf.Session() as sess:
    print(ev2(a, 1.0), ev2(b, 1.0))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def act(t):
    return t * 2.0
def layer(t):
    return act(t) + 1.0
a = layer(x)
def act(t):
    return t * 3.0
with tf.Session() as sess:
    print(sess.run(a, {x: 1.0}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
t = x * 5.0
a = x * 2.0
def ev2(t, v):
    return sess.run(t + 1.0, {x: v})
with tf.Session() as sess:
    print(ev2(a, 1.0))

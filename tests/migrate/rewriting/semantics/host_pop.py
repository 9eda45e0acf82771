import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
vals = [2.0, 3.0, 5.0]
a = x * vals.pop()
b = x * vals.pop()
with tf.Session() as sess:
    print(sess.run(b, {x: 1.0}))
    print(sess.run(a, {x: 1.0}))
    print(len(vals))

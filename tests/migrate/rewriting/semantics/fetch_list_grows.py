import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = x * 2.0
b = x * 3.0
fetches = [a]
with tf.Session() as sess:
    for i in range(2):
        print(sess.run(fetches, {x: 1.0}))
        fetches.append(b)

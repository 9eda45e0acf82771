import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
n = 3
y = x
for i in range(n):
    y = y * 2.0
with tf.Session() as sess:
    for i in range(5):
        pass
    print(sess.run(y, {x: 1.0}), i, n)

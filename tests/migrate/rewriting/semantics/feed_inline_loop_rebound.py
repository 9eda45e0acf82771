import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
k = 1.0
feed = {x: k}
with tf.Session() as sess:
    for i in range(3):
        print(sess.run(y, feed))
        k = k + 1.0

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
k = tf.placeholder(tf.float32, [])
y = x * k
with tf.Session() as sess:
    feed = {}
    feed[x] = 1.0
    feed[k] = 2.0
    print(sess.run(y, feed))
    feed[k] = 3.0
    print(sess.run(y, feed))
    feed.update({k: 4.0})
    print(sess.run(y, feed))

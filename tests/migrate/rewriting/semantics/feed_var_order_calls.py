import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
k = tf.placeholder(tf.float32, [])
y = x - k
rng = np.random.RandomState(0)
with tf.Session() as sess:
    for i in range(2):
        feed = {k: rng.rand(), x: rng.rand()}
        print(sess.run(y, feed))
        print(sess.run(y, feed_dict=feed))

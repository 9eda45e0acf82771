import numpy as np
import tensorflow as tf

n = tf.placeholder(tf.int32, [])
m = tf.placeholder(tf.int32, [None])
y = n * 2
z = m * 2
with tf.Session() as sess:
    print(sess.run(y, {n: 2.7}))
    print(sess.run(z, {m: [1.9, 2.2]}))
    print(sess.run(z, {m: np.array([1.9, 2.2])}))
    print(sess.run(z, {m: np.array([3, 4], np.int64)}))

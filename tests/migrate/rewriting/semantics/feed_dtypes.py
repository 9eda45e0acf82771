import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
n = tf.placeholder(tf.int32, [])
f = tf.placeholder(tf.bool, [])
y = x * tf.cast(n, tf.float32)
z = tf.cond(f, lambda: y, lambda: -y)
with tf.Session() as sess:
    print(sess.run(y, {x: np.array([1, 2], np.int64), n: np.float64(2.7)}))
    print(sess.run(y, {x: np.array([1, 2], np.uint8), n: np.int64(2)}))
    print(sess.run(y, {x: [1, 2], n: True}))
    print(sess.run(z, {x: np.array([1.5, 2], np.float64), n: 3, f: 1}))
    print(sess.run(z, {x: (1, 2), n: 3, f: np.bool_(False)}))

import numpy as np
import tensorflow as tf

a = tf.placeholder(tf.float32, 3)
b = tf.placeholder("float", (None,))
c = tf.placeholder(tf.float64)
d = tf.placeholder(np.float32, [2])
y = a * 2.0
z = b + d
w = c * 2.0
with tf.Session() as sess:
    print(sess.run(y, {a: [1, 2, 3]}))
    print(sess.run(z, {b: [1, 2], d: [1, 2]}))
    print(sess.run(w, {c: 1}))
    print(sess.run(w, {c: [[1]]}))

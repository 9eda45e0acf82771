import numpy as np
import tensorflow as tf

def net(t):
    if t.shape.ndims == 2:
        return tf.reduce_sum(t, 1)
    if t.get_shape()[0] == 3:
        return t * 3.0
    return t
a = tf.placeholder(tf.float32, [None, 2])
b = tf.placeholder(tf.float32, [3])
c = tf.placeholder(tf.float32, [4])
y, z, w = net(a), net(b), net(c)
with tf.Session() as sess:
    print(sess.run(y, {a: [[1, 2]]}), sess.run(z, {b: [1, 2, 3]}), sess.run(w, {c: [1, 2, 3, 4]}))

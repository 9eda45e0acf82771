import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[0.5], [0.25]])
a = tf.matmul(x, w)
b = a + 1.0
c = b * 2.0
d = c - a
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([a, c, d], {x: np.ones([1, 2])}))
    print(sess.run([a, c, d], {x: np.ones([1, 2]), b: [[10.0]]}))
    print(sess.run(c, {b: [[10.0]]}))
    print(sess.run(d, {a: [[4.0]]}))
    print(sess.run(d, {a: [[4.0]], b: [[1.0]]}))

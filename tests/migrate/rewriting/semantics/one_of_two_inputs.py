import sys

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
z = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[0.5], [-0.25]])
if len(sys.argv) > 5:
    h = tf.tanh(x)
else:
    h = x
chosen = x if len(sys.argv) > 5 else z
y = tf.matmul(h, w)
u = tf.matmul(chosen, w)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1.0, 2.0]]}))
    print(sess.run(h, {x: [[1.0, 2.0]]}))
    print(sess.run(u, {z: [[1.0, 2.0]]}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.int32, [None])
a = x / 2
b = x // 2
c = tf.div(x, 2)
d = x % 3
e = tf.pow(x, 2)
f = -x // 2
with tf.Session() as sess:
    print(sess.run(a, {x: [5, -5]}), sess.run(b, {x: [5, -5]}), sess.run(c, {x: [5, -5]}))
    print(sess.run(d, {x: [5, -5]}), sess.run(e, {x: [5, -5]}), sess.run(f, {x: [5, -5]}))

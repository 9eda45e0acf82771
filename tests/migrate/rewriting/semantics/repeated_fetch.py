import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = x * 2.0
b = x * 3.0
with tf.Session() as sess:
    print(sess.run([a, a], {x: 1.0}))
    p, q, r = sess.run([b, a, b], {x: 1.0})
    print(p, q, r)
    print(sess.run((a, b), {x: 1.0}))
    print(sess.run([b], {x: 1.0}))

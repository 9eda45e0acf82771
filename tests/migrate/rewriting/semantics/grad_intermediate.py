import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
h = x * 3.0
y = tf.square(h) + x
g = tf.gradients(y, h)[0]
g2 = tf.gradients(y, x)[0]
with tf.Session() as sess:
    print(sess.run(g, {x: 2.0}))
    print(sess.run(g2, {x: 2.0}))
    print(sess.run([g, g2, y], {x: 2.0}))

import numpy as np
import tensorflow as tf

rate = tf.constant(0.5)
x = tf.placeholder(tf.float32, [None])
y = x * rate
with tf.Session() as sess:
    print(sess.run(y, {x: [1., 2.], rate: 4.0}))
rate = tf.constant(3.0)
z = x * rate + y
with tf.Session() as sess:
    print(sess.run(z, {x: [1., 2.]}))
    print(sess.run(z, {x: [1., 2.], rate: 4.0}))

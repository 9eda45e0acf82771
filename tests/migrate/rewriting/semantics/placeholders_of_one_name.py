import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
first = x
y = x * 2.0
x = tf.placeholder(tf.float32, [None])
z = x * y
with tf.Session() as sess:
    print(sess.run(z, {first: [1., 2.], x: [3., 4.]}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
k = tf.placeholder(tf.float32, [])
y = x * 2.0
z = y * k
with tf.Session() as sess:
    print(sess.run([y, z], {x: 1.0, k: 2.0}))
    print(sess.run(y, {x: 1.0, k: 2.0}))
    print(sess.run(y, {x: 1.0}))

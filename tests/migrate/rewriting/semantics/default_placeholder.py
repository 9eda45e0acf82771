import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
k = tf.placeholder_with_default(2.0, [])
y = x * k
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}), sess.run(y, {x: 1.0, k: 3.0}))

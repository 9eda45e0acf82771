import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
y = x * 2.0
with tf.Session() as sess:
    k = 2.0
    print(sess.run(y * k, {x: [1.0, 2.0]}))
    k = 3.0
    print(sess.run(y * k, {x: [1.0, 2.0]}))

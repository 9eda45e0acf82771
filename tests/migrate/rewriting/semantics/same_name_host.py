import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = 3.0
y = x * y
with tf.Session() as sess:
    print(sess.run(y, {x: 2.0}))

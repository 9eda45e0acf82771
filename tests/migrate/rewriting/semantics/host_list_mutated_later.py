import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
scale = [2.0]
y = x * scale[0]
scale[0] = 7.0
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

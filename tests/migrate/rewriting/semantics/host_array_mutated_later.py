import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [2])
arr = np.ones(2, np.float32)
y = x * arr
arr[:] = 5.0
with tf.Session() as sess:
    print(sess.run(y, {x: [1.0, 2.0]}))

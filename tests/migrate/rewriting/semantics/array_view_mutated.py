import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
arr = np.ones(3, np.float32)
y = x * arr
view = arr[1:]
view[0] = 7.0
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

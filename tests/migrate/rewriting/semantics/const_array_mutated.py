import numpy as np
import tensorflow as tf

arr = np.zeros(2, np.float32)
c = tf.constant(arr)
arr[0] = 5.0
x = tf.placeholder(tf.float32, [2])
y = c + x
with tf.Session() as sess:
    print(sess.run(y, {x: [1.0, 1.0]}), sess.run(c))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
parts = [x]
mask = np.zeros(2, np.float32)
rate = 1.0
with tf.Session() as sess:
    for i in range(2):
        joined = tf.reduce_sum(tf.stack(parts))
        masked = tf.reduce_sum(mask * x)
        print(sess.run(joined, {x: 1.0}), sess.run(masked, {x: 2.0}))
        parts.append(x * 2.0)
        mask[i] = 1.0

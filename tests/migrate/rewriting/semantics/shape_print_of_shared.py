import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
m = tf.concat([x, x], 1)
print(m.shape.as_list())
total = tf.reduce_sum(m)
largest = tf.reduce_max(m, 0)
with tf.Session() as sess:
    print(sess.run(total, {x: np.ones([3, 2], np.float32)}))
    print(sess.run(largest, {x: np.ones([3, 2], np.float32)}))

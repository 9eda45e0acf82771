import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [3, 2])
m = tf.concat([x, x], 1)
print("shape", m.shape)
total = tf.reduce_sum(m)
print("now the session")
with tf.Session() as sess:
    for i in range(2):
        print(i, sess.run(total, {x: np.ones([3, 2], np.float32)}))

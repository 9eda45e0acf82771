import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4])
parts = tf.split(x, 2, 1)
left = parts[0]
right = parts[1]
total = tf.reduce_sum(left)
clipped, norm = tf.clip_by_global_norm([x, 3 * x], 2.0)
first = clipped[0]
second = clipped[1]
with tf.Session() as sess:
    data = np.arange(8.0).reshape(2, 4)
    a, b, t = sess.run([left, right, total], feed_dict={x: data})
    print(a.tolist(), b.tolist(), t)
    c, d, n = sess.run([first, second, norm], feed_dict={x: data})
    print(np.round(c, 4).tolist(), np.round(d, 4).tolist(), np.round(n, 4))

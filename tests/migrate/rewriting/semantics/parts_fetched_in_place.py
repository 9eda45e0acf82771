import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4])
parts = tf.split(x, 2, 1)
left = parts[0]
with tf.Session() as sess:
    data = np.arange(8.0).reshape(2, 4)
    print(sess.run(left, feed_dict={x: data}).tolist())
    a, b = sess.run([parts[0], parts[1]], feed_dict={x: data})
    print(a.tolist(), b.tolist())

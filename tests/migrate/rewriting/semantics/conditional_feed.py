import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = x * 2.0
with tf.Session() as sess:
    for i in range(2):
        print(sess.run(a, {x: 1.0} if i else {x: 5.0}))
        print(sess.run(a, feed_dict={x: 1.0 if i else 7.0}))

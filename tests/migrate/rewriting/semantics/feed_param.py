import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
k = tf.placeholder(tf.float32, [])
y = x * k
z = x + 1.0
def feed_for(v, train):
    return {x: v, k: 2.0 if train else 3.0}
with tf.Session() as sess:
    print(sess.run(y, feed_dict=feed_for(1.0, True)))
    print(sess.run(z, feed_dict=feed_for(1.0, False)))
    f = {x: 5.0, k: 1.0}
    print(sess.run(z, f), sess.run(y, f), len(f))

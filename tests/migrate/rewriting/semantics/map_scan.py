import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
m = tf.map_fn(lambda t: t * 2.0, x)
s = tf.scan(lambda a, t: a + t, x)
with tf.Session() as sess:
    print(sess.run([m, s], {x: [1.0, 2.0, 3.0]}))

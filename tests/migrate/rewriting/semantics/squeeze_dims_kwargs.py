import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [1, 3])
a = tf.squeeze(x, squeeze_dims=[0])
b = tf.reduce_sum(x, reduction_indices=[1], keep_dims=True)
c = tf.argmax(x, dimension=1)
d = tf.expand_dims(a, dim=0)
e = tf.concat([a, a], 0)
f = tf.to_int32(x) + tf.cast(tf.to_float(c), tf.int32)
with tf.Session() as sess:
    for t in (1,):
        print(sess.run([a, b, c, d, e, f], {x: [[1.5, 3.5, 2.5]]}))

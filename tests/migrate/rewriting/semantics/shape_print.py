import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = x * 2.0
print(x.shape, x.get_shape())
print(x.shape[1])
with tf.Session() as sess:
    print(sess.run(y, {x: [[1.0, 2.0]]}))

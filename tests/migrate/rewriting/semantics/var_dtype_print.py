import numpy as np
import tensorflow as tf

w = tf.Variable(tf.zeros([2, 3]), name="w")
print(w.dtype, w.shape, w.get_shape())
print(w)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(w))

import sys
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
step = 2.0
y = x * step
if len(sys.argv) > 99:
    step = 5.0
z = y - step
step = 1.0
with tf.Session() as sess:
    print(sess.run([y, z], {x: np.ones([1, 2])}), step)

import numpy as np
import tensorflow as tf

c = tf.constant([1.0, 2.0])
print(c)
with tf.Session() as sess:
    print(sess.run(c))

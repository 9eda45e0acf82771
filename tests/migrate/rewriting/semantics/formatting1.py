import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, []); k = 2.0
y = x * \
    k \
    + 1.0  # a comment
z = (x  # inside
     + 2.0)
text = """
   y = x * 3
"""
if True: q = y + z
with tf.Session() as sess: print(sess.run(q, {x: 1.0}), text)

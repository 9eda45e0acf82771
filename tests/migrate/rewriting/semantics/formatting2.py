import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
# about y
y = tf.add(
    x,  # first
    # second
    2.0,
)  # tail

# about z
z = y * 2.0
# below z

with tf.Session() as sess:
    # run it
    a, \
        b = sess.run([y, z],
                     feed_dict={x: 1.0})  # both
    print(f"{a:.1f} {b}")

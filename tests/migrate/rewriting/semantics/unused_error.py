import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [2])
z = tf.placeholder(tf.float32, [3])
try:
    bad = x + z
except ValueError:
    print("shapes do not fit")
y = x * 3.0
with tf.Session() as sess:
    print(sess.run(y, {x: [1.0, 2.0]}))

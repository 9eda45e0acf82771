"""tf.where with a vector condition selects whole rows in TF1."""
import numpy as np
from compat import tf1 as tf

condition = tf.placeholder(tf.bool, [2])
a = tf.constant([[1, 2], [3, 4]])
b = tf.constant([[10, 20], [30, 40]])
rows = tf.where(condition, a, b)
places = tf.where(tf.greater(a, 1))

with tf.Session() as sess:
    print(sess.run(rows, {condition: [True, False]}))
    print(sess.run(rows, {condition: np.array([0, 1])}))
    print(sess.run(places))

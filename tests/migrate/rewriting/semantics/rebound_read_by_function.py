import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
rate = 2.0


def scaled(value):
    return value * rate


y = scaled(x) * rate
rate = 3.0
z = scaled(x) * rate
with tf.Session() as sess:
    print(sess.run([y, z], {x: np.ones([1, 2])}))

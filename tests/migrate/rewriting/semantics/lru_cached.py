import numpy as np
import tensorflow as tf

import functools
x = tf.placeholder(tf.float32, [])
@functools.lru_cache(None)
def scaled(k):
    return x * k
a = scaled(2.0) + 1.0
b = scaled(2.0) * 3.0
with tf.Session() as sess:
    print(sess.run(a, {x: 1.0}), sess.run(b, {x: 1.0}))

import numpy as np
import tensorflow as tf

import contextlib
@contextlib.contextmanager
def timed(name):
    print("start", name)
    yield
    print("end", name)
x = tf.placeholder(tf.float32, [])
with timed("build"):
    y = x * 2.0
with tf.Session() as sess, timed("run"):
    print(sess.run(y, {x: 1.0}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def f(t, seen=[]):
    seen.append(1.0)
    return t * len(seen)
a = f(x)
b = f(x)
with tf.Session() as sess:
    print(sess.run(b, {x: 1.0}), sess.run(a, {x: 1.0}))

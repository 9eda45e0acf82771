import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
y = x * 2.0
with tf.Session() as sess:
    r = sess.run(y, {x: [1.0, 2.0]})
    r[0] = 5.0
    r += 1.0
    print(r, type(r).__name__, r.dtype, isinstance(r, np.ndarray))
    s = sess.run(tf.reduce_sum(y), {x: [1.0, 2.0]})
    print(s, type(s).__name__)
    a, b = sess.run([y, tf.reduce_mean(y)], {x: [1.0, 2.0]})
    print(a, b)

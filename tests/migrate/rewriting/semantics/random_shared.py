import numpy as np
import tensorflow as tf

r = tf.random_uniform([2])
a = r + 1.0
b = r + 2.0
with tf.Session() as sess:
    p, q = sess.run([a, b])
    print(np.round(q - p, 4))
    s = sess.run(a)
    t = sess.run(b)
    print(np.allclose(t - s, 1.0))
    u = sess.run(r); v = sess.run(r)
    print(np.allclose(u, v))
    u, v = sess.run([r, r])
    print(np.allclose(u, v))

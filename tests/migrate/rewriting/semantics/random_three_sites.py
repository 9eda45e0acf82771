import numpy as np
import tensorflow as tf

r = tf.random_normal([4])
s = r * 2.0
t = s + r
with tf.Session() as sess:
    a, b, c = sess.run([r, s, t])
    print(np.allclose(a * 2, b), np.allclose(a * 3, c))
    b, c = sess.run([s, t])
    print(np.allclose(b * 1.5, c))
    a, c = sess.run([r, t])
    print(np.allclose(a * 3, c))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
k = tf.placeholder(tf.float32, [])
y = x - k
z = x * 2.0
rng = np.random.RandomState(0)
with tf.Session() as sess:
    print(sess.run(y, {k: rng.rand(), x: rng.rand()}))
    print(sess.run(y, {k: rng.rand(), x: rng.rand()}))
    print(sess.run(z, {x: rng.rand(), k: rng.rand()}))
    print(rng.rand())

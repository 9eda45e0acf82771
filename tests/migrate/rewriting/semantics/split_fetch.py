import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [4])
a, b = tf.split(x, 2)
c, d = tf.unstack(b)
with tf.Session() as sess:
    print(sess.run([a, b, d], {x: np.arange(4.0)}))
    print(sess.run(d, {x: np.arange(4.0)}), sess.run(c, {x: np.arange(4.0)}))
    print(sess.run(b, {x: np.arange(4.0)}))

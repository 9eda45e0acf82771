import numpy as np
import tensorflow as tf

a = tf.Variable(3)
b = tf.Variable(2.5, dtype=tf.float64)
c = tf.Variable([True, False])
d = tf.Variable(np.arange(3))
y = a / 2
z = tf.cast(a, tf.float64) * b
q = d // 2
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y), sess.run(z), sess.run(c), sess.run(q), sess.run(y).dtype, sess.run(q).dtype)

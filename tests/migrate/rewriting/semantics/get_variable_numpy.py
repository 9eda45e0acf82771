import numpy as np
import tensorflow as tf

w = tf.get_variable("w", initializer=np.array([1.0, 2.0]))
v = tf.get_variable("v", initializer=np.array([1.0, 2.0], np.float32), dtype=tf.float32)
u = tf.get_variable("u", shape=[2], initializer=tf.ones_initializer(), dtype=tf.float64)
k = tf.get_variable("k", initializer=3)
y = w * u
z = v * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y).dtype, sess.run(z).dtype, sess.run(k).dtype, sess.run(y))

import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
u = tf.assign(v, 7.0)
with tf.control_dependencies([u]):
    r = v
s = r * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(s))
    print(sess.run(v))

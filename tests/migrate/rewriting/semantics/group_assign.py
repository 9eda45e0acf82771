import numpy as np
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)
up = tf.group(a.assign(a + 1.0), b.assign(b * 2.0))
both = [tf.assign(a, 5.0), tf.assign(b, 6.0)]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(up)
    sess.run(up)
    print(sess.run([a, b]))
    sess.run(both)
    print(sess.run([a, b]))
    print(sess.run(both))

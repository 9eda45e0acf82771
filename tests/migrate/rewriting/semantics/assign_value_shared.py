import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
u = v.assign_add(1.0)
a = u * 2.0
b = u + 10.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([a, b]))
    print(sess.run(a))
    print(sess.run(b))
    print(sess.run([u, a]), sess.run(v))

import numpy as np
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(1.0)
u1 = tf.assign_add(a, 1.0)
with tf.control_dependencies([u1]):
    u2 = tf.assign(b, a * 10.0)
    with tf.control_dependencies([u2]):
        done = tf.no_op()
out = tf.group(u2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(done)
    print(sess.run([a, b]))
    sess.run(out)
    print(sess.run([a, b]))
    print(sess.run(u2))
    print(sess.run(u1), sess.run([a, b]))

import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
x = tf.placeholder(tf.float32, [])
u = tf.assign_add(v, 1.0)
h = x * 2.0
with tf.control_dependencies([u]):
    y = h
    z = h + 0.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: 1.0}), sess.run(v))
    print(sess.run(z, {x: 1.0}), sess.run(v))
    print(sess.run(h, {x: 1.0}), sess.run(v))

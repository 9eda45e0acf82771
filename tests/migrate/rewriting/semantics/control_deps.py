import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
x = tf.placeholder(tf.float32, [])
inc = tf.assign_add(v, x)
with tf.control_dependencies([inc]):
    y = tf.identity(v) * 2.0
z = v * 3.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: 1.0}))
    print(sess.run(z))
    print(sess.run(y, {x: 1.0}))
    print(sess.run(v))

import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
x = tf.placeholder(tf.float32, [])
u = v.assign(v + x)
with tf.control_dependencies([u]):
    y = v * 2.0
    z = tf.identity(x) * v
k = y + 1.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(z, {x: 1.0}))
    print(sess.run([y, z], {x: 1.0}))
    print(sess.run(k, {x: 1.0}), sess.run(v))

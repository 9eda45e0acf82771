import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
x = tf.placeholder(tf.float32, [])
u, y = tf.assign(v, 9.0), x * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: 1.0}))
    print(sess.run(v))
    print(sess.run(u))

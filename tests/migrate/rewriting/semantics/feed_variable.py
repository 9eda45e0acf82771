import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
x = tf.placeholder(tf.float32, [])
h = x * 2.0
y = h + v
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {h: 5.0}))
    print(sess.run(y, {x: 5.0, v: 10.0}))

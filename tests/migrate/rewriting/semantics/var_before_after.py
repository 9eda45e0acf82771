import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
y = w * x
up = w.assign_add(2.0)
z = up * x
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: 1.0}), sess.run(z, {x: 1.0}), sess.run(y, {x: 1.0}), sess.run(w))

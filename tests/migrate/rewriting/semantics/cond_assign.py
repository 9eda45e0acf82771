import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
x = tf.placeholder(tf.float32, [])
y = tf.cond(x > 1.0, lambda: tf.assign(v, 5.0), lambda: tf.identity(v))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: 0.0}), sess.run(v))
    print(sess.run(y, {x: 2.0}), sess.run(v))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(2.0)
w = w * x
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(w, {x: 2.0}))

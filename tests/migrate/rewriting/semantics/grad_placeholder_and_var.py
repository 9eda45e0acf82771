import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(2.0)
y = tf.square(w * x)
gs = tf.gradients(y, [w, x])
n = tf.gradients(y, [w])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(gs, {x: 3.0}))
    print(sess.run(n, {x: 3.0}))

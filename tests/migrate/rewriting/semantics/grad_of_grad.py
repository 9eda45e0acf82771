import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(2.0)
y = w * x * x * x
g = tf.gradients(y, x)[0]
gg = tf.gradients(g, x)[0]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([g, gg], {x: 3.0}))

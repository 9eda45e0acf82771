import numpy as np
import tensorflow as tf

vs = [tf.Variable(1.0), tf.Variable(2.0)]
x = tf.placeholder(tf.float32, [])
outs = 0.0
ups = []
for v in vs:
    ups.append(tf.assign(v, 9.0))
    outs = outs + v * x
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(outs, {x: 1.0}))
    print(sess.run(vs))

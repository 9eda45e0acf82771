import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(2.0)
sizes = [1.0, 2.0]
h = x
for s in sizes:
    h = h * s * w
print(s)
z = h + s
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(z, {x: 1.0}))

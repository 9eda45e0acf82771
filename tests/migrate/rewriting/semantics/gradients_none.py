import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
b = tf.Variable(2.0)
loss = tf.square(a * x - 3.0)
gs = tf.gradients(loss, [a, b])
print([g is None for g in gs])
ga = gs[0] * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(ga, {x: 1.0}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
l1 = tf.square(a * x)
l2 = tf.square(a * x - 3.0)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
t1 = opt.minimize(l1)
t2 = opt.minimize(l2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(t1, {x: 1.0})
        sess.run(t2, {x: 1.0})
    print(sess.run(a))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
b = tf.Variable(2.0)
la = tf.square(a * x)
lb = tf.square(b * x)
opt = tf.train.AdamOptimizer(0.1)
ta = opt.minimize(la, var_list=[a])
tb = opt.minimize(lb, var_list=[b])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(ta, {x: 1.0})
        sess.run(tb, {x: 1.0})
    print(sess.run([a, b]))

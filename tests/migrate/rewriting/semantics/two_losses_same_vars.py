import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
b = tf.Variable(2.0)
ta = tf.train.GradientDescentOptimizer(0.1).minimize(tf.square(a * x - 3.0) + 0.0 * b, var_list=[a])
tb = tf.train.GradientDescentOptimizer(0.1).minimize(tf.square(b * x - 3.0) + 0.0 * a, var_list=[b])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run([ta, tb], {x: 1.0})
    print(sess.run([a, b]))

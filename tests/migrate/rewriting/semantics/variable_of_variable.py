import numpy as np
import tensorflow as tf

a = tf.Variable(2.0)
b = tf.Variable(a.initialized_value() * 3.0)
c = tf.Variable(tf.constant(1.0) + 1.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([a, b, c]))

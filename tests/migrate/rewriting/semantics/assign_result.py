import numpy as np
import tensorflow as tf

a = tf.Variable(1.0)
up = tf.assign(a, a + 1.0)
twice = up * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(up))
    print(sess.run(twice))
    print(sess.run([up, twice]))
    print(sess.run(a))

import numpy as np
import tensorflow as tf

tf.set_random_seed(1)
r = tf.random_uniform([2], seed=5)
w = tf.Variable(tf.random_normal([2], seed=7))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(r))
    print(sess.run(r))
    print(sess.run(w))

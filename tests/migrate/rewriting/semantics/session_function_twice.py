import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
x = tf.placeholder(tf.float32)
y = v * x
inc = tf.assign_add(v, 2.0)
init = tf.global_variables_initializer()
def experiment(value):
    with tf.Session() as sess:
        sess.run(init)
        sess.run(inc)
        print(sess.run(y, {x: value}))
experiment(1.0)
experiment(2.0)

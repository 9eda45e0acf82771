import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
up = tf.assign_add(v, 1.0)
init = tf.global_variables_initializer()
with tf.Session() as sess:
    sess.run(init)
    for i in range(4):
        if i == 2:
            sess.run(init)
        print(sess.run(up))

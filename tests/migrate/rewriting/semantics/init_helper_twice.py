import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
inc = tf.assign_add(v, 2.0)
init = tf.global_variables_initializer()
sess = tf.Session()
def restart():
    sess.run(init)
restart()
sess.run(inc)
print(sess.run(v))
restart()
print(sess.run(v))

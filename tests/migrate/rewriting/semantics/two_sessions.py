import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
inc = tf.assign_add(v, 2.0)
init = tf.global_variables_initializer()
a = tf.Session()
b = tf.Session()
a.run(init)
b.run(init)
a.run(inc)
print(a.run(v), b.run(v))

import numpy as np
import tensorflow as tf

v = tf.Variable(np.zeros(2, np.float32))
up = tf.assign_add(v, [1.0, 1.0])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    a = sess.run(v)
    b = sess.run(up)
    c = sess.run(v)
    b[0] = 100.0
    d = sess.run(up)
    print(a, b, c, d)

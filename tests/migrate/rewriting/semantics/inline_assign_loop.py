import numpy as np
import tensorflow as tf

v = tf.Variable(0.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(tf.assign(v, 0.5 * i))
        print(sess.run(v))

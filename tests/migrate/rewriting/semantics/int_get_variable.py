import numpy as np
import tensorflow as tf

n = tf.get_variable("n", [2], dtype=tf.int32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(n + 1))

import numpy as np
import tensorflow as tf

mean = tf.Variable([0.5, -0.5])
spread = tf.Variable([1.0, 2.0])
z = mean + spread * tf.random_normal([2, 2], seed=3)
out = tf.square(z)
total = tf.reduce_sum(out)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out))
    print(sess.run(out, {z: [[1.0, 3.0], [0.0, 0.0]]}))
    print(sess.run(total))
    print(sess.run(out))

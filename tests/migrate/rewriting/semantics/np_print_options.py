import numpy as np
import tensorflow as tf

np.set_printoptions(precision=2)
v = tf.Variable([1.23456, 2.0])
x = tf.placeholder(tf.float32, [2])
y = v * x
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [1.0, 1.0]}), sess.run([v, y], {x: [1.0, 1.0]})[0])

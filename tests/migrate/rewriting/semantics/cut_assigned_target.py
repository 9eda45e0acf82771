import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[1.0], [2.0]])
total = tf.Variable(0.0)
y = tf.matmul(x, w)
mean = tf.reduce_mean(y)
count = tf.assign_add(total, mean)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(count, {x: np.ones([2, 2])}))
    print(sess.run(count, {mean: 0.5}))
    print(sess.run(count, {y: np.array([[1.0], [3.0]])}))
    print(sess.run(total))

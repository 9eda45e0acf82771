import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
m = tf.Variable(0.0, trainable=False)
batch = tf.reduce_mean(x)
up = m.assign(0.9 * m + 0.1 * batch)
norm = x - m
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(up, {x: [1.0, 2.0 * i]})
        print(sess.run(norm, {x: [1.0]}), sess.run(m))
    r, b = sess.run([up, batch], {x: [4.0]})
    print(r, b)

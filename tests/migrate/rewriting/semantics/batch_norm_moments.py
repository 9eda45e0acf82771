import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
m, v = tf.nn.moments(x, [0])
g = tf.Variable(tf.ones([2]))
y = tf.nn.batch_normalization(x, m, v, None, g, 1e-3)
loss = tf.reduce_sum(y * y * [1.0, 2.0])
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: [[1.0, 2.0], [3.0, 5.0]]})
    print(sess.run(g), sess.run([m, v], {x: [[1.0, 2.0], [3.0, 5.0]]}))

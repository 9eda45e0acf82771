import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[0.5], [0.25]])
v = tf.Variable([[2.0]])
h = tf.tanh(tf.matmul(x, w))
out = tf.matmul(h, v)
loss = tf.reduce_mean(tf.square(out - 1.0))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: np.ones([3, 2])})
    sess.run(train, {x: np.ones([3, 2]), h: np.full([3, 1], 0.5)})
    print(sess.run([w, v]))

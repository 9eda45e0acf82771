import numpy as np
import tensorflow as tf

RATE = 0.1
SHIFT = 1.0
x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[1.0], [2.0]])
out = tf.matmul(x, w) * RATE + SHIFT
train = tf.train.GradientDescentOptimizer(RATE).minimize(tf.reduce_mean(tf.square(out)))

RATE = 0.1
data = np.array([[1.0, 2.0], [3.0, 4.0]], "float32")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for SHIFT in (1.0, 1.0):
        sess.run(train, {x: data})
    print(sess.run(out, {x: data}))

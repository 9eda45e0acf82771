import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float64, [None, 3])
y = tf.placeholder(tf.float64, [None, 1])
h = tf.layers.dense(x, 4, tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.3))
out = tf.layers.dense(h, 1, kernel_initializer=tf.constant_initializer(0.1))
loss = tf.reduce_mean(tf.square(out - y))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
rng = np.random.RandomState(4)
a, b = rng.rand(5, 3), rng.rand(5, 1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train, {x: a, y: b})
        value = sess.run(loss, {x: a, y: b})
        print(value.dtype, "%.13f" % value)

import numpy as np
import tensorflow as tf


class Lin(object):
    def __init__(self, mask, n=2):
        self.mask = mask
        self.w = tf.Variable(tf.ones([n]))

    def __call__(self, x):
        return x * self.w * self.mask


mask = np.ones(2, np.float32)
mask[0] = 0.5
x = tf.placeholder(tf.float32, [2])
l = Lin(mask)
y = l(x)
loss = tf.reduce_sum(y)
op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(op, {x: [1.0, 2.0]})
        print(sess.run(y, {x: mask}))

import numpy as np
import tensorflow as tf


class Lin(object):
    def __init__(self, mask, n=2):
        self.mask = mask
        self.w = tf.Variable(tf.ones([n]))

    def __call__(self, x):
        return x * self.w * self.mask


masks = [np.ones(2, np.float32), np.ones(2, np.float32) * 2]
x = tf.placeholder(tf.float32, [2])
layers = [Lin(m) for m in masks]
y = x
for l in layers:
    y = l(y)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        masks[0][0] = 2.0 + i
        print(sess.run(y, {x: [1.0, 2.0]}))

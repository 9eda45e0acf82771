import numpy as np
import tensorflow as tf


class Lin(object):
    def __init__(self, mask, n=2):
        self.mask = mask
        self.w = tf.Variable(tf.ones([n]))

    def __call__(self, x):
        return x * self.w * self.mask


def main(mask):
    x = tf.placeholder(tf.float32, [2])
    l = Lin(mask=mask)
    y = l(x)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(3):
            m[0] = 2.0 + i
            print(sess.run(y, {x: [1.0, 2.0]}))


m = np.ones(2, np.float32)
main(m)

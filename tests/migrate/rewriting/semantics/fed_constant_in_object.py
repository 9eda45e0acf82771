import numpy as np
import tensorflow as tf

rate = tf.constant(0.5)
x = tf.placeholder(tf.float32, [None])
class Model(object):
    def __init__(self, gain):
        self.gain = gain
    def out(self, t):
        return t * self.gain
m = Model(rate)
y = m.out(x)
with tf.Session() as sess:
    print(sess.run(y, {x: [1., 2.]}))
    print(sess.run(y, {x: [1., 2.], rate: 4.0}))

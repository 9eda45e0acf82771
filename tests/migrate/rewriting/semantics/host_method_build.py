import numpy as np
import tensorflow as tf

class Cfg:
    def __init__(self):
        self.n = 1.0
    def next(self):
        self.n += 1.0
        return self.n
cfg = Cfg()
x = tf.placeholder(tf.float32, [])
a = x * cfg.next()
b = x * cfg.next()
with tf.Session() as sess:
    print(sess.run(b, {x: 1.0}), sess.run(a, {x: 1.0}))

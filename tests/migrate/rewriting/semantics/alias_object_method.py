import numpy as np
import tensorflow as tf

class Cfg:
    def __init__(self):
        self.k = 2.0
    def grow(self):
        self.k = 9.0
cfg = Cfg()
x = tf.placeholder(tf.float32, [])
y = x * cfg.k
cfg.grow()
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

import numpy as np
import tensorflow as tf

class Cfg:
    @property
    def n(self):
        return np.random.rand()
cfg = Cfg()
x = tf.placeholder(tf.float32, [])
a = x * cfg.n
b = np.random.rand()
with tf.Session() as sess:
    print(sess.run(a, {x: 1.0}), b)

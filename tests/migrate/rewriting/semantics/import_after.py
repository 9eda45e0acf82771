import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
from math import pi
y = x * pi
pi = 3.0
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}), pi)

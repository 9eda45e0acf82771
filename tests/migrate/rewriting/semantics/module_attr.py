import numpy as np
import tensorflow as tf

import math
math.tau2 = 2.0
x = tf.placeholder(tf.float32, [])
y = x * math.tau2
math.tau2 = 5.0
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

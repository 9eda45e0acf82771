import numpy as np
import tensorflow as tf

import os
os.environ["ADV_K"] = "2"
x = tf.placeholder(tf.float32, [])
y = x * float(os.environ["ADV_K"])
os.environ["ADV_K"] = "7"
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
unused = x * np.random.rand()
y = x * 3.0
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}), np.random.rand())

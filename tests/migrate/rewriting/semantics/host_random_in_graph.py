import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
np.random.seed(1)
y = x * np.random.rand()
data = np.random.rand(3)
with tf.Session() as sess:
    print(data)
    print(sess.run(y, {x: data}))

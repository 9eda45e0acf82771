import numpy as np
import tensorflow as tf

data = np.arange(3).astype(np.float32)
x = tf.placeholder(tf.float32, [3])
y = x * data
with tf.Session() as sess:
    np.random.shuffle(data)
    print(sess.run(y, {x: [1.0, 1.0, 1.0]}), data)

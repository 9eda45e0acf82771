import numpy as np
import tensorflow as tf

x: tf.Tensor = tf.placeholder(tf.float32, [])
y: tf.Tensor = x * 2.0
with tf.Session() as sess:
    r: float = sess.run(y, {x: 1.0})
    print(r)

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
sess = tf.Session()
print(sess.run(y + 1.0, {x: 1.0}))
y = y * 10.0
print(sess.run(y + 1.0, {x: 1.0}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
mode = "none"
if len("abc") == 3:
    y = x * 2.0
    mode = "double"
else:
    y = x * 3.0
print(mode)
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

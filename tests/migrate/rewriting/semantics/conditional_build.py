import numpy as np
import tensorflow as tf

flag = False
x = tf.placeholder(tf.float32, [])
if flag:
    y = x * 2.0
else:
    y = x * 3.0
flag = True
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
total = 0
h = x
for i in range(3):
    h = h + 1.0
    total += i
print(total)
with tf.Session() as sess:
    print(sess.run(h, {x: 1.0}), total)

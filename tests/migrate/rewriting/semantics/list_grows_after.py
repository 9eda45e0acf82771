import numpy as np
import tensorflow as tf

sizes = [2.0, 3.0]
x = tf.placeholder(tf.float32, [])
h = x * 1.0
for s in sizes:
    h = h * s
with tf.Session() as sess:
    sizes.append(10.0)
    print(sess.run(h, {x: 1.0}), len(sizes))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
h = x * 2.0
y1 = h + 1.0
h = h * 3.0
y2 = h + 1.0
with tf.Session() as sess:
    print(sess.run(y1, {x: 1.0}))
    print(sess.run(y2, {x: 1.0}))
    print(sess.run([y1, y2], {x: 1.0}))
    print(sess.run(h, {x: 1.0}))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
z = y + 1.0
del y
total = 0.0
def add(sess, v):
    global total
    total += sess.run(z, {x: v})
with tf.Session() as sess:
    add(sess, 1.0)
    add(sess, 2.0)
print(total)

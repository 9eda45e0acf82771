# two functions trace the helper's plain part
import numpy as np
import tensorflow as tf

def net(x):
    print("building the net")
    h = tf.tanh(x * 2.0)
    print("h", h)
    return h

x = tf.placeholder(tf.float32, [None])
h = net(x)
total = tf.reduce_sum(h)
mean = tf.reduce_mean(h)
print("built")
with tf.Session() as sess:
    for i in range(3):
        print(sess.run(total, {x: [1.0, i]}), sess.run(mean, {x: [1.0, i]}))

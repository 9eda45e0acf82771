# something else is printed between
import numpy as np
import tensorflow as tf

def net(x, n):
    print("layer", n)
    h = tf.tanh(x * 2.0)
    return h

x = tf.placeholder(tf.float32, [None])
h = net(x, 1)
print("first made")
h = net(h, 2)
total = tf.reduce_sum(h)
with tf.Session() as sess:
    for i in range(3):
        print(sess.run(total, {x: [1.0, i]}))

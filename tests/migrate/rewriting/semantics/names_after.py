import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * 2.0
cost = y + 1.0
with tf.Session() as sess:
    y_out = sess.run(y, {x: 1.0})
    cost_out = sess.run(cost, {x: 1.0})
    for y in range(2):
        print(y, sess.run(cost, {x: y}))
cost = 7
print(cost, y, y_out, cost_out)

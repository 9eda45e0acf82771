# the number of units changes after a pass has used it
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
h = x
units = 3
for k in range(3):
    n = int(h.get_shape()[1])
    w = tf.Variable(tf.fill([n, units], 0.3))
    h = tf.nn.tanh(tf.matmul(h, w))
    units = units + 1
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(np.round(sess.run(h, {x: np.ones([1, 2])}), 5), units, n)

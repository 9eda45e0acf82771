import tensorflow as tf
import numpy as np

x = tf.placeholder(tf.float32, [None, 3])
w = tf.Variable(tf.constant(0.5, shape=[3, 4]))
h = tf.matmul(x, w)
count = 2
table = tf.Variable(tf.zeros((count, h.get_shape()[1].value)), trainable=False)
width = int(h.shape[1])
copy = table.assign(h)
rows = np.ones([count, 3])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(width, sess.run(table).shape)
    sess.run(copy, {x: rows})
    print(sess.run(table))

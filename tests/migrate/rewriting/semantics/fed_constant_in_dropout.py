import numpy as np
import tensorflow as tf

keep = tf.constant(1.0)
rows = tf.constant(2)
x = tf.placeholder(tf.float32, [None, 3])
y = tf.nn.dropout(x, keep)
z = tf.reshape(x, tf.stack([rows, -1]))
alias = rows
with tf.Session() as sess:
    print(sess.run(y, {x: np.ones([2, 3])}))
    print((sess.run(y, {x: np.ones([100, 3]), keep: 0.5}) == 0).mean() > 0.1)
    print(sess.run(z, {x: np.ones([2, 3])}).shape, sess.run(z, {x: np.ones([2, 3]), alias: 3}).shape)

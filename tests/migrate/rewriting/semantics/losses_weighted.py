import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.int32, [None])
m = tf.placeholder(tf.float32, [None])
w = tf.Variable([[0.1, 0.2, 0.3], [0.3, 0.1, 0.4]])
logits = tf.matmul(x, w)
loss = tf.losses.sparse_softmax_cross_entropy(labels=y, logits=logits, weights=m)
scaled = tf.losses.mean_squared_error(tf.one_hot(y, 3), logits, weights=0.25)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    feed = {x: [[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]], y: [0, 2, 1], m: [1.0, 0.0, 3.0]}
    print("%.6f" % sess.run(loss, feed))
    print("%.6f" % sess.run(scaled, {x: [[1.0, 2.0], [0.5, -1.0]], y: [0, 2]}))
    print("%.6f" % sess.run(loss, {x: [[1.0, 2.0]], y: [0], m: [0.0]}))

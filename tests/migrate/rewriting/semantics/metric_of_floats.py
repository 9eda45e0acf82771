import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[1.0, -1.0], [0.5, 2.0]])
prediction = tf.round(tf.sigmoid(tf.matmul(x, w)))
acc, acc_op = tf.metrics.accuracy(y, prediction)
error, error_op = tf.metrics.mean(tf.square(y - prediction))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(3):
        sess.run(tf.local_variables_initializer())
        for size in (3, 1, 2):
            xs = np.arange(2.0 * size).reshape(size, 2) - epoch
            ys = np.ones((size, 2))
            print(sess.run([acc_op, error_op], {x: xs, y: ys}))
        print(epoch, sess.run(acc), sess.run([acc, error]))

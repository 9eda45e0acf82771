import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3]) / 255.0
y = 2 * tf.placeholder(tf.int32, [None])
w = tf.Variable(tf.ones([3]))
total = tf.reduce_sum(x * w, 1) + tf.cast(y, tf.float32)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(total, {x: np.array([[255.0, 51.0, 1.0]]), y: [7]}))
    print(sess.run(x * 2.0, {x: [[1.0, 2.0, 3.0]]}))

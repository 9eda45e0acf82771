import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[0.5], [0.25]])
h = tf.tanh(tf.matmul(x, w))
out = h * 3.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(out, {x: np.ones([1, 2])}))
    print(sess.run([h, out], {h: [[0.5]]}))

# first values that a loop draws with one seed: TF1 draws the same ones each time
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
h = x
for k in range(2):
    w = tf.Variable(tf.truncated_normal([2, 2], seed=3))
    h = tf.matmul(h, w)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(h, {x: np.ones([1, 2])}))

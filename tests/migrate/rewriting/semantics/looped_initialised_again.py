# variables of loops are set back by a second run of the initializer
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
h = x
for k in range(2):
    w = tf.Variable(tf.fill([2, 2], 0.2 + 0.1 * k))
    h = tf.layers.dense(tf.matmul(h, w), 2, kernel_initializer=tf.constant_initializer(0.3))
loss = tf.reduce_sum(h)
train_op = tf.train.AdamOptimizer(0.1).minimize(loss)
init = tf.global_variables_initializer()
with tf.Session() as sess:
    for trial in range(2):
        sess.run(init)
        for step in range(2):
            _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
            print("%.5f" % value)

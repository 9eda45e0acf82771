import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
lr = tf.placeholder(tf.float32, [])
w1 = tf.Variable(1.0)
w2 = tf.Variable(1.0)
w3 = tf.Variable(1.0)
l1 = tf.square(w1 * x - 3.0)
l2 = tf.square(w2 * x - 3.0)
l3 = tf.square(w3 * x - 3.0)
t1 = tf.train.RMSPropOptimizer(lr, momentum=0.9).minimize(l1)
t2 = tf.train.AdagradOptimizer(lr).minimize(l2)
t3 = tf.train.AdadeltaOptimizer(lr).minimize(l3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        sess.run(t1, {x: 1.0, lr: 0.1 / (i + 1)})
        sess.run(t2, {x: 1.0, lr: 0.1 / (i + 1)})
        sess.run(t3, {x: 1.0, lr: 10.0 / (i + 1)})
    print(sess.run([w1, w2, w3]))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w1 = tf.Variable(1.0)
w2 = tf.Variable(1.0)
w3 = tf.Variable(1.0)
w4 = tf.Variable(1.0)
w5 = tf.Variable(1.0)
t1 = tf.train.FtrlOptimizer(0.5, l1_regularization_strength=0.01, l2_regularization_strength=0.1).minimize(tf.square(w1 * x - 3.0))
t2 = tf.train.MomentumOptimizer(0.01, 0.9, use_nesterov=True).minimize(tf.square(w2 * x - 3.0))
t3 = tf.train.RMSPropOptimizer(0.01, centered=True, momentum=0.5).minimize(tf.square(w3 * x - 3.0))
t4 = tf.train.AdadeltaOptimizer(1.0).minimize(tf.square(w4 * x - 3.0))
t5 = tf.train.AdagradOptimizer(0.1, 0.5).minimize(tf.square(w5 * x - 3.0))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(6):
        sess.run(t1, {x: 1.0})
        sess.run(t2, {x: 1.0})
        sess.run(t3, {x: 1.0})
        sess.run(t4, {x: 1.0})
        sess.run(t5, {x: 1.0})
    print(sess.run([w1, w2, w3, w4, w5]))

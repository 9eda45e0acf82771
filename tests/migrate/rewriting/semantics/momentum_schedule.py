import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
step = tf.Variable(0, trainable=False)
lr = tf.train.exponential_decay(0.1, step, 2, 0.5, staircase=True)
loss = tf.square(w * x - 3.0)
train = tf.train.MomentumOptimizer(lr, 0.9).minimize(loss, global_step=step)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(5):
        _, l, s, r = sess.run([train, loss, step, lr], {x: 1.0})
        print(l, r)
    print(sess.run(step), sess.run(w))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
b = tf.Variable(1.0, trainable=False)
c = tf.Variable(1.0)
loss = tf.square(a * b * x - 3.0)
train = tf.train.AdamOptimizer(0.1).minimize(loss)
sub = tf.train.MomentumOptimizer(0.1, 0.5).minimize(loss, var_list=[b])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: 1.0})
    sess.run(sub, {x: 1.0})
    print(sess.run([a, b, c]))

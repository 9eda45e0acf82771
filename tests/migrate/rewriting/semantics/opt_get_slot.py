import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = tf.Variable(1.0)
loss = tf.square(a * x - 3.0)
opt = tf.train.MomentumOptimizer(0.1, 0.9)
train = opt.minimize(loss)
print(len(tf.global_variables()), len(tf.trainable_variables()))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: 1.0})
    print(sess.run(opt.get_slot(a, "momentum")))

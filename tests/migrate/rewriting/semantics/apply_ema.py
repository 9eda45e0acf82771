import numpy as np
import tensorflow as tf

v = tf.Variable(1.0)
ema = tf.train.ExponentialMovingAverage(0.9)
up = ema.apply([v])
avg = ema.average(v)
inc = v.assign_add(1.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(inc)
    sess.run(up)
    print(sess.run(avg))

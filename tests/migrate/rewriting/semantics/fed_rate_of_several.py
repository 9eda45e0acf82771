import numpy as np
import tensorflow as tf

import math
lr = tf.placeholder(tf.float32, name="lr")
w = tf.Variable([1.0, 2.0])
loss = tf.reduce_sum(tf.square(w - 3.0))
opt = tf.train.AdamOptimizer(lr, epsilon=1e-3)
gv = opt.compute_gradients(loss)
step = opt.apply_gradients([(tf.clip_by_value(g, -1.0, 1.0), v) for g, v in gv])
shown = lr * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        r = 0.1 * math.exp(-i)
        sess.run(step, {lr: r})
        print(sess.run(shown, {lr: [r, 1.0]}), sess.run(w))

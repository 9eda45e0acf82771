import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
ws = [tf.Variable(1.0), tf.Variable(2.0)]
reg = sum(tf.nn.l2_loss(w) for w in ws)
loss = tf.square(ws[0] * x - 1.0) + 0.1 * reg
train = tf.train.AdamOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train, {x: 2.0})
    print(sess.run(ws))

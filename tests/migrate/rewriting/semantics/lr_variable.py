import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
lr = tf.Variable(0.1, trainable=False)
decay = lr.assign(lr * 0.5)
loss = tf.square(w * x - 3.0)
train = tf.train.AdamOptimizer(lr).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        sess.run(train, {x: 1.0})
        if i % 2: sess.run(decay)
    print(sess.run([w, lr]))

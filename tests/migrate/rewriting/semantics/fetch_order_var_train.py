import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
loss = tf.square(w * x - 3.0)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        wv, lv, _ = sess.run([w, loss, train], {x: 1.0})
        print(wv, lv)
    for i in range(3):
        _, lv, wv = sess.run([train, loss, w], {x: 1.0})
        print(wv, lv)
    for i in range(3):
        _, wv = sess.run([train, w], {x: 1.0})
        print(wv)

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
n = tf.Variable(0.0, trainable=False)
loss = tf.square(w * x - 3.0)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.control_dependencies([train]):
    count = tf.assign_add(n, 1.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(count, {x: 1.0}))
    _, l = sess.run([count, loss], {x: 1.0})
    print(l, sess.run([w, n]))
    sess.run(train, {x: 1.0})
    print(sess.run([w, n]))

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
loss = tf.square(w * x - 3.0)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    r = sess.run([train, loss], {x: 1.0})
    print(r[0], r[1])
    out = sess.run(train, {x: 1.0})
    print(out)
    res = sess.run([loss, train, w], {x: 1.0})
    print(res[0], res[2])

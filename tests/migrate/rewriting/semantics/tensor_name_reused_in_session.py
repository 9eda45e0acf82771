import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
cost = tf.square(w * x - 3.0)
acc = w * 2.0
opt = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(2):
        _, c = sess.run([opt, cost], {x: 1.0})
        w_, a = sess.run([w, acc])
        print(epoch, c, w_, a)
    w_val, acc_val = w.eval(), acc.eval()
    print(w_val, acc_val)

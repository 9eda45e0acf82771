import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
t = tf.placeholder(tf.float32, [None, 1])
w = tf.Variable(tf.ones([2, 1]))
b = tf.Variable(tf.zeros([1]))
pred = tf.nn.sigmoid(tf.matmul(x, w) + b)
cost = -tf.reduce_mean(t * tf.log(pred) + (1 - t) * tf.log(1 - pred))
train = tf.train.GradientDescentOptimizer(0.5).minimize(cost)
predicted = tf.cast(pred > 0.5, tf.float32)
acc = tf.reduce_mean(tf.cast(tf.equal(predicted, t), tf.float32))
xs = [[0.0, 1.0], [1.0, -2.0], [2.0, 0.5]]
ts = [[1.0], [0.0], [0.0]]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        c, _, a = sess.run([cost, train, acc], {x: xs, t: ts})
        print(i, c, a)
    h, p, a = sess.run([pred, predicted, acc], feed_dict={x: xs, t: ts})
    print(h, p, a)
    print(pred.eval({x: xs}), acc.eval({x: xs, t: ts}))

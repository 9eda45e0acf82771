import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [1, 3])
u = tf.Variable(tf.ones([3, 3]) * 0.2)
start = tf.zeros([1, 3])
last = tf.tanh(x + tf.matmul(start, u))
loss = tf.reduce_sum(tf.square(last))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    state = sess.run(start)
    print(state)
    for i in range(3):
        _, l, state = sess.run([train, loss, last], {x: [[1.0, 2.0, i]], start: state})
        print("%.4f" % l, np.round(state, 4))
    print("%.4f" % sess.run(loss, {x: [[1.0, 2.0, 3.0]]}))

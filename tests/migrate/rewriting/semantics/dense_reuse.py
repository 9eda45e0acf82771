import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
def net(t, reuse):
    with tf.variable_scope("net", reuse=reuse):
        return tf.layers.dense(t, 1, kernel_initializer=tf.constant_initializer(0.5), name="d")
a = net(x, False)
b = net(x * 2.0, True)
loss = tf.reduce_mean(a + b)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        sess.run(train, {x: [[1.0, 2.0]]})
    print(sess.run([a, b], {x: [[1.0, 2.0]]}))

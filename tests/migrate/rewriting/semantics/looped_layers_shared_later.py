# a layer that a loop made is called again by name afterwards
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
h = x
for k in range(3):
    with tf.variable_scope("net"):
        h = tf.layers.dense(h, 2, name="fc%d" % k, kernel_initializer=tf.constant_initializer(0.3 + 0.1 * k))
with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
    again = tf.layers.dense(x, 2, name="fc1", kernel_initializer=tf.constant_initializer(9.0))
loss = tf.reduce_sum(h) + tf.reduce_sum(again)
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        _, value = sess.run([train_op, loss], {x: np.ones([1, 2])})
        print("%.5f" % value)

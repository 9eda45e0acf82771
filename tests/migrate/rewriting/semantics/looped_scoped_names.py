# variables of scopes: one of them is shared afterwards, and the names of all are listed
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
h = x
for k in [0, 1, 2]:
    with tf.variable_scope("layer"):
        w = tf.get_variable("w%d" % k, [2, 2], initializer=tf.constant_initializer(0.3 + 0.1 * k))
        h = tf.nn.elu(tf.matmul(h, w))
with tf.variable_scope("layer", reuse=True):
    again = tf.get_variable("w1", [2, 2])
loss = tf.reduce_sum(h) + tf.reduce_sum(again)
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(3):
        sess.run(train_op, {x: np.ones([1, 2])})
    print(np.round(sess.run(again), 4), np.round(sess.run(w), 4))
    print([v.name for v in tf.trainable_variables()])

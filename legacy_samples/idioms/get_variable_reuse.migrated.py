"""variable_scope with get_variable, the second call reusing the variables of the first."""
import numpy as np
from compat import tf1 as tf


def tower(inputs, reuse=None):
    with tf.variable_scope("tower", reuse=reuse):
        w = tf.get_variable("w", [3, 2], initializer=tf.constant_initializer(0.25))
        b = tf.get_variable("b", shape=[2], initializer=tf.zeros_initializer())
        return tf.nn.tanh(tf.matmul(inputs, w) + b)


left = tf.placeholder(tf.float32, [None, 3])
right = tf.placeholder(tf.float32, [None, 3])
left_out = tower(left)
right_out = tower(right, reuse=True)
distance = tf.reduce_sum(tf.square(left_out - right_out), axis=1)
loss = tf.reduce_mean(distance)
train_op = tf.train.GradientDescentOptimizer(0.3).minimize(loss)

rng = np.random.RandomState(12)
a, b = rng.rand(10, 3), rng.rand(10, 3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for var in tf.trainable_variables():
        print(var.name, var.get_shape().as_list())
    for i in range(10):
        sess.run(train_op, {left: a, right: b})
    print(sess.run(loss, {left: a, right: b}))
    print(sess.run(distance, {left: a[:2], right: b[:2]}))

# layers by hand: a size that each pass leaves to the next, and an activation that the last one lacks
import numpy as np
import tensorflow as tf


def weight_variable(shape, value):
    initial = tf.constant(value, shape=shape)
    return tf.Variable(initial)


def activate(v):
    return tf.nn.tanh(v)


sizes = [3, 5, 4, 1]
x = tf.placeholder(tf.float32, [None, 3])
y = tf.placeholder(tf.float32, [None, 1])
layer = x
n_in = sizes[0]
for i in range(1, len(sizes)):
    n_out = sizes[i]
    last = i == len(sizes) - 1
    weight = weight_variable([n_in, n_out], 0.1 * i)
    bias = tf.Variable(tf.constant(0.05, shape=[n_out]))
    layer = tf.matmul(layer, weight) + bias
    if not last:
        layer = activate(layer)
    n_in = n_out
loss = tf.reduce_mean(tf.square(layer - y))
step_op = tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)
data = np.sin(np.arange(12)).reshape(4, 3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(4):
        sess.run(step_op, {x: data, y: data[:, :1]})
        print("%.5f" % sess.run(loss, {x: data, y: data[:, :1]}))
    print(n_in, n_out, np.round(sess.run(layer, {x: data}), 5))

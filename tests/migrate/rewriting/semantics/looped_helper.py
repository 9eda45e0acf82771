# networks of several depths, made by one helper whose loop makes variables
import numpy as np
import tensorflow as tf


def network(inputs, sizes, scale, activation=tf.nn.tanh):
    n_in = int(inputs.get_shape()[1])
    depth = len(sizes)
    with tf.name_scope("network"):
        for i, n_out in enumerate(sizes):
            shape = [n_in, n_out]
            w = tf.Variable(tf.fill(shape, scale * (i + 1)))
            b = tf.Variable(tf.zeros([n_out]))
            inputs = tf.matmul(inputs, w) + b
            if i < depth - 1:
                inputs = activation(inputs)
            n_in = n_out
    return inputs


x = tf.placeholder(tf.float32, [None, 3])
z = tf.placeholder(tf.float32, [None, 2])
one = network(x, [4, 2], 0.2)
other = network(z, [3, 3, 2], 0.1, tf.nn.elu)
loss = tf.reduce_mean(tf.square(one - other + 1.0))
train_op = tf.train.AdamOptimizer(0.05).minimize(loss)
a = np.sin(np.arange(6)).reshape(2, 3)
c = np.cos(np.arange(4)).reshape(2, 2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(4):
        _, value = sess.run([train_op, loss], {x: a, z: c})
        print("%.5f" % value)
    print(np.round(sess.run(one, {x: a}), 4), np.round(sess.run(other, {z: c}), 4))

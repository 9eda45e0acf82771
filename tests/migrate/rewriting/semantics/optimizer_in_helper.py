import numpy as np
import tensorflow as tf


def model(x, size):
    w = tf.Variable(tf.ones([2, size]))
    return tf.matmul(x, w), w


# The training function.
def training(loss, rate, var_list=None):
    """Makes the op that trains."""
    step = tf.Variable(0, name="step", trainable=False)
    # falls every two steps
    decayed = tf.train.exponential_decay(rate, step, 2, 0.5)
    optimizer = tf.train.MomentumOptimizer(decayed, 0.5)
    train_op = optimizer.minimize(loss, global_step=step, var_list=var_list)
    return train_op


def plain(cost):
    learning_rate = 0.01
    return tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)


x = tf.placeholder(tf.float32, [None, 2])
y, w = model(x, 1)
loss = tf.reduce_mean(tf.square(y - 1.0))
train_op = training(loss, 0.1)  # the first
other, v = model(x, 2)
other_loss = tf.reduce_sum(tf.square(other - 2.0))
other_op = training(other_loss, rate=0.05, var_list=[v])
third = plain(other_loss + loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        feed = {x: np.array([[1.0, 2.0], [0.5, -1.0]])}
        a, _ = sess.run([loss, train_op], feed)
        b, _ = sess.run([other_loss, other_op], feed)
        sess.run(third, feed)
        print("%.5f %.5f" % (a, b))

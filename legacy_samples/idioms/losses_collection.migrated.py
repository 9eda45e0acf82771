"""tf.losses with weights, regularization losses and get_total_loss."""
import numpy as np
from compat import tf1 as tf

x = tf.placeholder(tf.float32, [None, 4])
y = tf.placeholder(tf.float32, [None, 1])
mask = tf.placeholder(tf.float32, [None, 1])

regularizer = tf.contrib.layers.l2_regularizer(scale=0.1)
hidden = tf.layers.dense(x, 6, activation=tf.nn.relu, kernel_regularizer=regularizer,
                         kernel_initializer=tf.constant_initializer(0.2))
out = tf.layers.dense(hidden, 1, kernel_regularizer=regularizer, kernel_initializer=tf.ones_initializer())
tf.losses.mean_squared_error(y, out, weights=mask)
tf.losses.absolute_difference(y, out, weights=0.5)
data_loss = tf.add_n(tf.losses.get_losses())
reg_loss = tf.losses.get_regularization_loss()
total = tf.losses.get_total_loss()
train = tf.train.GradientDescentOptimizer(0.02).minimize(total)

rng = np.random.RandomState(17)
feed = {x: rng.rand(10, 4), y: rng.rand(10, 1), mask: np.array([[1.0]] * 6 + [[0.0]] * 4)}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(4):
        print(sess.run([data_loss, reg_loss, total], feed))
        sess.run(train, feed)

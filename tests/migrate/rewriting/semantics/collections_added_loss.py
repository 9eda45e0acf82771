import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 1])
w = tf.get_variable(
    "w", [2, 1], initializer=tf.constant_initializer(0.2), regularizer=tf.contrib.layers.l2_regularizer(0.1)
)
out = tf.matmul(x, w)
tf.losses.mean_squared_error(y, out)
tf.losses.add_loss(0.5 * tf.reduce_mean(tf.abs(out)))
loss = tf.losses.get_total_loss()
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        print("%.5f" % sess.run([loss, train], {x: np.ones((2, 2)), y: [[1], [2]]})[0])

import numpy as np
import tensorflow as tf

penalty = False
x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable(tf.ones([2, 1]))
y = tf.matmul(x, w)
tf.losses.mean_squared_error(tf.ones_like(y), y)
if penalty:
    strength = 0.5
    print("with a penalty")
    extra = tf.losses.absolute_difference(tf.ones_like(y), y, weights=strength)
total = tf.losses.get_total_loss()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(total, {x: np.ones([3, 2])}), penalty)

import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None])
keep = tf.placeholder(tf.float32)
w = tf.Variable([1.0, 2.0])
out = tf.reduce_sum(x * w, 1) * keep
loss = tf.reduce_mean(tf.square(out - y))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
a, b = np.ones((3, 2), np.float32), np.arange(3.0)
sess = tf.Session()
sess.run(tf.global_variables_initializer())

feed = {x: a}
for i in range(3):
    if i == 0:
        feed[y] = b
    elif i == 1:
        feed[keep] = 1.0
    else:
        print("%.5f" % sess.run(loss, feed_dict=feed))

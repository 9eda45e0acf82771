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


def told(name, value):
    print(name)
    return value


feed = {x: told("x", a)}
feed[y] = told("y", b)
feed[keep] = told("keep", 0.5)
print("%.5f" % sess.run(loss, feed_dict=feed))
if told("test", len(a)) > 2:
    feed = {x: a, y: b, keep: told("yes", 1.0)}
else:
    feed = {x: a, y: b, keep: told("no", 0.0)}
print("%.5f" % sess.run(loss, feed_dict=feed))

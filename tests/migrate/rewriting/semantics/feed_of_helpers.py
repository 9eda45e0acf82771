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


def fill(batch, images, labels):
    scaled = a * (batch + 1)
    feed_dict = {images: scaled, labels: b, keep: 1.0}
    return feed_dict


def feeds(training):
    if training:
        xs, ys = a, b
        k = 0.5
    else:
        xs, ys = a[:2], b[:2]
        k = 1.0
    return {x: xs, y: ys, keep: k}


for i in range(3):
    feed_dict = fill(i, x, y)
    _, value = sess.run([train, loss], feed_dict=feed_dict)
    print("%.5f" % value)
    print("%.5f" % sess.run(loss, feed_dict=feeds(False)))
    sess.run(train, feed_dict=feeds(True))
    more = feeds(True)
    more[keep] = 0.25
    print("%.5f" % sess.run(loss, feed_dict=more))

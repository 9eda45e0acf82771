import struct

import tensorflow as tf
import numpy as np

x = tf.placeholder(tf.float32, [None, 3])
w = tf.Variable(tf.ones([3, 1]) * 0.2, name="weights")
b = tf.Variable(tf.zeros([1]), name="bias")
c = tf.Variable(tf.zeros([1]), name="unused")
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) + b - 5.0))
optimizer = tf.train.GradientDescentOptimizer(0.01)
grads_and_vars = optimizer.compute_gradients(loss)
train = optimizer.apply_gradients(grads_and_vars)
kept = []
watched = len([v for v in tf.trainable_variables()]) > 2
if watched:
    pass
for g, v in grads_and_vars:
    if v.name.startswith('w'):
        hist = tf.summary.histogram("{}/grad/hist".format(v.name), g)
        sparsity = tf.summary.scalar("%s/grad/sparsity" % v.name, tf.nn.zero_fraction(g))
        kept.append(hist)
        kept.append(sparsity)
of_gradients = tf.summary.merge(kept)
of_loss = tf.summary.scalar("loss", loss)
merged = tf.summary.merge([of_loss, of_gradients])


def fields(data):
    at = 0
    while at < len(data):
        tag, size, shift, at = data[at], 0, 0, at + 1
        while True:
            size, shift, at = size | (data[at] & 127) << shift, shift + 7, at + 1
            if not data[at - 1] & 128:
                break
        yield data[at : at + size]
        at += size


def numbers(value):
    """A scalar, or the least and the largest of a histogram."""
    if value[:1] == b"\x15":
        return "%.4f" % struct.unpack("<f", value[1:5])
    return "%.4f %.4f" % (struct.unpack("<d", value[3:11]) + struct.unpack("<d", value[12:20]))


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        text = sess.run(merged, {x: np.ones([2, 3]) + i})
        for value in fields(text):
            print(value[2 : 2 + value[1]].decode(), len(value), numbers(value[2 + value[1] :]))
        sess.run(train, {x: np.ones([2, 3]) + i})
    print("%.5f" % sess.run(loss, {x: np.ones([2, 3])}))

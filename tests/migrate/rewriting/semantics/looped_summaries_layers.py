import struct

import tensorflow as tf
import numpy as np

x = tf.placeholder(tf.float32, [None, 3])
h = tf.layers.dense(x, 4, activation=tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.1))
scale = tf.Variable(1.5, name="scale")
out = tf.layers.dense(h, 1, kernel_initializer=tf.constant_initializer(0.3), name="out") * scale
loss = tf.reduce_mean(tf.square(out - 5.0))
optimizer = tf.train.GradientDescentOptimizer(0.01)
grads_and_vars = optimizer.compute_gradients(loss)
train = optimizer.apply_gradients(grads_and_vars)
for v in tf.trainable_variables():
    tf.summary.scalar("norms/" + v.op.name.replace("/", "-"), tf.norm(v))
for g, v in grads_and_vars:
    tf.summary.scalar("gradients of/" + v.op.name, tf.reduce_max(tf.abs(g)))
merged = tf.summary.merge_all()


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

import struct

import tensorflow as tf
import numpy as np

x = tf.placeholder(tf.float32, [None, 3])
with tf.variable_scope("one"):
    w = tf.get_variable("w", [3, 4], initializer=tf.constant_initializer(0.1))
with tf.name_scope("two"):
    v = tf.Variable(tf.ones([4, 1]), name="w")
again = tf.Variable(tf.zeros([1]), name="w")
unused = tf.Variable(2.0, name="w")
loss = tf.reduce_mean(tf.square(tf.matmul(tf.matmul(x, w), v) + again - 5.0))
tf.summary.scalar("loss", loss)
grads = tf.gradients(loss, tf.trainable_variables())
grads = list(zip(grads, tf.trainable_variables()))
train = tf.train.GradientDescentOptimizer(0.01).apply_gradients(grads[:1])
for var in tf.trainable_variables():
    tf.summary.histogram(var.name, var)
with tf.name_scope("more"):
    for var in tf.trainable_variables():
        tf.summary.histogram(var.op.name, var)
        tf.summary.scalar("mean/" + var.op.name, tf.reduce_mean(var))
for i, (grad, var) in enumerate(grads):
    if grad is not None:
        tf.summary.histogram(var.op.name + "/gradient", grad)
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

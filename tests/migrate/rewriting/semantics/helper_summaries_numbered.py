import tensorflow as tf
import numpy as np


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


def attach(var):
    with tf.name_scope("summaries"):
        tf.summary.scalar("mean", tf.reduce_mean(var))
        tf.summary.scalar("largest", tf.reduce_max(var))


x = tf.placeholder(tf.float32, [None, 3])
with tf.name_scope("inputs"):
    attach(x)
    attach(x * 2.0)
w = tf.Variable(tf.ones([3, 1]))
with tf.name_scope("weights"):
    attach(w)
y = tf.matmul(x, w)
merged = tf.summary.merge_all()

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    text = sess.run(merged, {x: np.ones([2, 3])})
    for value in fields(text):
        print(value[2 : 2 + value[1]].decode(), len(value), np.frombuffer(value[-4:], "<f4"))

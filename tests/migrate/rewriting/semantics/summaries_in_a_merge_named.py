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


x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable(tf.ones([2, 1]))
y = tf.matmul(x, w)
largest = tf.summary.scalar("largest", tf.reduce_max(y))
with tf.name_scope("more"):
    merged = tf.summary.merge([tf.summary.scalar("layer one/smallest", tf.reduce_min(y)), largest])
    both = tf.summary.merge(inputs=[merged, tf.summary.scalar("2nd", tf.reduce_sum(y))])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for value in fields(sess.run(merged, {x: np.eye(2)})):
        print(value[2 : 2 + value[1]].decode(), len(value), np.frombuffer(value[-4:], "<f4"))

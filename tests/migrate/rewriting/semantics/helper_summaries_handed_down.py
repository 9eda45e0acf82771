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


def attach(var, kind="plain"):
    tf.summary.scalar("average", tf.reduce_mean(var))
    with tf.name_scope("more"):
        tf.summary.scalar("largest", tf.reduce_max(var))
        tf.summary.scalar(kind, tf.reduce_min(var))


def layer(x, n, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [x.get_shape()[1].value, n], initializer=tf.constant_initializer(0.2))
        attach(w, kind="smallest")
        with tf.name_scope("out"):
            out = tf.nn.sigmoid(tf.matmul(x, w))
            attach(out)
            return out


def net(x):
    h = layer(x, 4, "one")
    return layer(h, 1, "two")


x = tf.placeholder(tf.float32, [None, 3])
with tf.name_scope("net"):
    y = net(x)
with tf.name_scope("cost"):
    loss = tf.reduce_mean(tf.square(y - 1.0))
    attach(loss)
merged = tf.summary.merge_all()
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        text = sess.run(merged, {x: np.ones([2, 3])})
        for value in fields(text):
            print(value[2 : 2 + value[1]].decode(), len(value), np.frombuffer(value[-4:], "<f4"))
        print("%.5f" % sess.run([loss, train], {x: np.ones([2, 3])})[0])

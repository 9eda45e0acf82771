import tensorflow as tf
import numpy as np


def layer(x, n, name, squash=True):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [x.get_shape()[1].value, n], initializer=tf.constant_initializer(0.1))
        tf.summary.histogram("weights", w)
        out = tf.matmul(x, w)
        if squash:
            out = tf.nn.sigmoid(out)
        tf.summary.scalar("largest", tf.reduce_max(out))
        return out


x = tf.placeholder(tf.float32, [None, 3])
h = layer(x, 4, "one")
with tf.name_scope("top"):
    y = layer(h, 1, "two", squash=False)
loss = tf.reduce_mean(tf.square(y - 1.0))
tf.summary.scalar("loss", loss)
merged = tf.summary.merge_all()
train = tf.train.GradientDescentOptimizer(0.5).minimize(loss)


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


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        _, text = sess.run([train, merged], {x: np.ones([2, 3])})
        for value in fields(text):
            print(value[2 : 2 + value[1]].decode(), len(value))
    print("%.5f" % sess.run(loss, {x: np.ones([2, 3])}))

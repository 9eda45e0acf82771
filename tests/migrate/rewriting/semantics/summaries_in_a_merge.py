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


class Estimator:
    def __init__(self, rate):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.w = tf.Variable(tf.ones([2, 1]))
        self.out = tf.matmul(self.x, self.w)
        self.loss = tf.reduce_mean(tf.square(self.out))
        self.train_op = tf.train.GradientDescentOptimizer(rate).minimize(self.loss)
        self.summaries = tf.summary.merge([
            tf.summary.scalar("loss", self.loss),
            tf.summary.histogram("outputs", self.out),
            tf.summary.scalar("largest", tf.reduce_max(self.out)),
        ])

    def update(self, sess, x):
        summaries, _, loss = sess.run([self.summaries, self.train_op, self.loss], {self.x: x})
        return summaries, loss


estimator = Estimator(0.1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        text, loss = estimator.update(sess, np.ones([3, 2]))
        print("%.5f" % loss)
        for value in fields(text):
            print(value[2 : 2 + value[1]].decode(), len(value), np.frombuffer(value[-4:], "<f4"))

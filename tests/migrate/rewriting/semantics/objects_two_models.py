import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, scale, rate=0.1):
        self.x = tf.placeholder(tf.float32, [None])
        self.w = tf.Variable(scale)
        self.out = self.x * self.w
        self.loss = tf.reduce_sum(tf.square(self.out - 1.0))
        self.train_op = tf.train.AdamOptimizer(rate).minimize(self.loss)


a, b = Model(2.0), Model(3.0, rate=0.5)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
for step in range(3):
    _, loss = sess.run([a.train_op, a.loss], {a.x: [1.0, 2.0]})
    print(loss)
    for m in [a, b]:
        sess.run(m.train_op, {m.x: [0.5]})
        print(sess.run(m.out, {m.x: [1.0]}))

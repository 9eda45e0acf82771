import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, size, l2=0.0, clip=-1, use_queue=False):
        self.size, self.l2, self.clip = size, l2, clip
        self.use_queue = use_queue
        self.build()

    def build(self):
        if self.use_queue:
            self.queue = tf.FIFOQueue(10, [tf.float32])
            self.x = self.queue.dequeue()
        else:
            self.x = tf.placeholder(tf.float32, [None, self.size])
        self.y = tf.placeholder(tf.float32, [None, 1])
        w = tf.get_variable("w", [self.size, 1], initializer=tf.constant_initializer(0.5))
        self.out = tf.matmul(self.x, w)
        self.loss = tf.reduce_mean(tf.square(self.out - self.y))
        if self.l2 > 0:
            self.loss += self.l2 * tf.nn.l2_loss(w)
        optimizer = tf.train.GradientDescentOptimizer(0.1)
        if self.clip > 0:
            pairs = optimizer.compute_gradients(self.loss)
            self.train = optimizer.apply_gradients([(tf.clip_by_norm(g, self.clip), v) for g, v in pairs])
        else:
            self.train = optimizer.minimize(self.loss)


import sys

model = Model(2, use_queue=len(sys.argv) > 99)
data = np.arange(8.0).reshape(4, 2) / 8
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    if model.use_queue:
        sess.run(model.queue.enqueue([data[0]]))
    for i in range(4):
        _, value = sess.run([model.train, model.loss], {model.x: data, model.y: data[:, :1]})
        print(i, value)
    print(sess.run(model.out, {model.x: data}))

import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, sess):
        self.sess = sess
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.y = tf.reduce_sum(self.x, axis=1)
        self.mean = tf.reduce_mean(self.y)

    def total(self, x, mean=False):
        if mean:
            return self.sess.run(self.mean, {self.x: x})
        return self.sess.run(self.y, {self.x: x})

    def unused(self, session, x):
        return session.run([self.y, self.mean], {self.x: x})


with tf.Session() as sess:
    model = Model(sess)
    sess.run(tf.global_variables_initializer())
    print(model.total([[1, 2]]), model.total([[1, 2]], True))

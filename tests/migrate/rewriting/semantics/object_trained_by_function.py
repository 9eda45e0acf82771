import numpy as np
import tensorflow as tf


class Model(object):
    def __init__(self, n):
        self.x = tf.placeholder(tf.float32, [None, n])
        self.w = tf.Variable(tf.ones([n, 1]))
        self.y = tf.matmul(self.x, self.w)
        self.loss = tf.reduce_mean(tf.square(self.y - 1.0))


def main(rate, steps):
    model = Model(2)

    # how it learns
    global_step = tf.Variable(0, name="global_step", trainable=False)
    rate_now = tf.train.exponential_decay(rate, global_step, 2, 0.5, staircase=True)
    optimizer = tf.train.AdamOptimizer(rate_now)
    train_op = optimizer.minimize(model.loss, global_step=global_step)
    half = model.loss / 2.0

    sess = tf.Session()
    sess.run(tf.global_variables_initializer())

    def train_step(rows):
        _, value = sess.run([train_op, model.loss], {model.x: rows})
        print(tf.train.global_step(sess, global_step), "%.5f" % value)

    for i in range(steps):
        train_step(np.ones([3, 2]) * i)
    print(sess.run(half, {model.x: np.ones([1, 2])}))


main(0.1, 4)

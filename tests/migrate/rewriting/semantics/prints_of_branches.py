# a method that nobody calls prints a tensor, and a branch of the graph does
import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, size, training=True):
        self.training = training
        self.x = tf.placeholder(tf.float32, [None, size], name="x")
        self.y = tf.placeholder(tf.float32, [None], name="y")
        self.w = tf.get_variable("w", [size, 1], initializer=tf.constant_initializer(0.1))
        self.logits = tf.matmul(self.x, self.w)[:, 0]
        self.loss_val = self.loss()
        self.train_op = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss_val)

    def loss(self):
        if self.training:
            losses = tf.square(self.logits - self.y)
            print("losses of training:", losses)
        else:
            losses = tf.abs(self.logits - self.y)
            print("losses:", losses)
        return tf.reduce_mean(losses)

    def loss_multilabel(self):
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=self.y, logits=self.logits)
        print("multilabel:", losses)
        return tf.reduce_mean(losses)


model = Model(3)
rng = np.random.RandomState(0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        feed = {model.x: rng.rand(4, 3), model.y: rng.rand(4)}
        value, _ = sess.run([model.loss_val, model.train_op], feed)
        print(i, "%.5f" % value)

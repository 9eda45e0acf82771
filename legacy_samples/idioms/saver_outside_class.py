"""A model class with layers; a function that is given the object trains it and saves and restores its variables."""
import os

import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, units):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.y = tf.placeholder(tf.float32, [None, 1])
        self.step = tf.Variable(0, trainable=False, name="step")
        hidden = tf.layers.dense(self.x, units, tf.nn.relu, kernel_initializer=tf.constant_initializer(0.3))
        with tf.variable_scope("head"):
            scale = tf.get_variable("scale", [1], initializer=tf.ones_initializer())
            self.out = scale * tf.layers.dense(
                hidden, 1, use_bias=False, kernel_initializer=tf.constant_initializer(0.2)
            )
        self.loss = tf.losses.mean_squared_error(self.y, self.out)
        self.train_op = tf.train.AdamOptimizer(0.1).minimize(self.loss, global_step=self.step)


def fit(model, sess, x, y):
    saver = tf.train.Saver(max_to_keep=2)
    for step in range(4):
        _, loss = sess.run([model.train_op, model.loss], {model.x: x, model.y: y})
        print(step, round(float(loss), 5))
        saver.save(sess, "./kept/model", global_step=step)
    print(sorted(name for name in os.listdir("kept") if name.endswith(".index")))
    print(sorted(name for name, shape in tf.train.list_variables("kept")))
    saver.restore(sess, tf.train.latest_checkpoint("kept")[:-1] + "2")
    print(round(float(sess.run(model.loss, {model.x: x, model.y: y})), 5), sess.run(model.step))


model = Model(3)
x = np.array([[1.0, 2.0], [0.5, -1.0]])
y = np.array([[1.0], [0.0]])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    fit(model, sess, x, y)

# The penalty on all variables but biases: variables of loops, of a helper, of layers, with names of every kind.
import numpy as np
import tensorflow as tf


class Net:
    def __init__(self, filter_sizes, classes):
        self.filter_sizes = filter_sizes
        self.x = tf.placeholder(tf.float32, [None, 6, 4], name="x")
        self.y = tf.placeholder(tf.float32, [None, classes], name="y")
        self.first = tf.Variable(tf.ones([4]) / 10)
        with tf.name_scope("projection"):
            self.w = tf.get_variable("w", [9, classes], initializer=tf.constant_initializer(0.2))
            self.b = tf.Variable(tf.ones([classes]) / 5, name="bias")
        self.logits = self.inference()
        self.loss_val = self.loss()
        self.train_op = self.train()

    def inference(self):
        pooled = []
        for i, size in enumerate(self.filter_sizes):
            with tf.variable_scope("conv-%s" % size):
                kernel = tf.get_variable("filter-%s" % size, [size, 4, 3], initializer=tf.constant_initializer(0.1))
                bias = tf.get_variable("b-%s" % size, [3], initializer=tf.constant_initializer(0.05))
                h = tf.nn.relu(tf.nn.conv1d(self.x * self.first, kernel, 1, "SAME") + bias)
                pooled.append(tf.reduce_max(h, axis=1))
        h = tf.concat(pooled, 1)
        h = tf.layers.dense(h, 9, activation=tf.nn.tanh, kernel_initializer=tf.constant_initializer(0.1))
        return tf.matmul(h, self.w) + self.b

    def loss(self, scale=0.01):
        losses = tf.nn.softmax_cross_entropy_with_logits(labels=self.y, logits=self.logits)
        kept = [tf.nn.l2_loss(v) for v in tf.trainable_variables() if ("bias" not in v.name) and ("alpha" not in v.name)]
        return tf.reduce_mean(losses) + tf.add_n(kept) * scale

    def train(self):
        return tf.train.AdamOptimizer(0.05).minimize(self.loss_val)


net = Net([2, 3, 4], 5)
rng = np.random.RandomState(0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(6):
        feed = {net.x: rng.rand(7, 6, 4), net.y: np.eye(5)[rng.randint(0, 5, 7)]}
        _, value = sess.run([net.train_op, net.loss_val], feed)
        print(step, "%.5f" % value)

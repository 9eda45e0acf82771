"""Three objects of one class in one graph, each with a scope of its own, trained in turn."""
import numpy as np
import tensorflow as tf


class Net:
    def __init__(self, scope, units, rate=0.1):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.y = tf.placeholder(tf.float32, [None, 1])
        with tf.variable_scope(scope):
            hidden = tf.layers.dense(self.x, units, tf.nn.relu, kernel_initializer=tf.constant_initializer(0.3))
            self.out = tf.layers.dense(hidden, 1, kernel_initializer=tf.constant_initializer(0.2))
        self.loss = tf.losses.mean_squared_error(self.y, self.out)
        self.train = tf.train.AdamOptimizer(rate).minimize(self.loss)


nets = [Net("small", 2), Net("large", 5), Net("slow", 5, rate=0.01)]
rng = np.random.RandomState(7)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(4):
        x = rng.rand(8, 2)
        y = x.sum(axis=1, keepdims=True)
        for net in nets:
            _, loss = sess.run([net.train, net.loss], {net.x: x, net.y: y})
            print(step, "%.5f" % loss)
    print(["%.4f" % sess.run(net.out, {net.x: [[0.5, 0.5]]})[0, 0] for net in nets])

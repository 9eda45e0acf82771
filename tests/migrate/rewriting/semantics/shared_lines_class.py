import numpy as np
import tensorflow as tf


class Model(object):
    def __init__(self, sess):
        self.sess = sess; self.count = 0
        self.x = tf.placeholder(tf.float32, [None, 2], name="x"); self.y = tf.placeholder(tf.float32, [None, 1], name="y")
        with tf.variable_scope("net"): self.out = self.net(self.x)
        self.loss = tf.reduce_mean(tf.square(self.out - self.y)); self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)
        sess.run(tf.global_variables_initializer())

    def net(self, x): return tf.layers.dense(x, 1, kernel_initializer=tf.constant_initializer(0.5))

    def fit(self, x, y): _, l = self.sess.run([self.train, self.loss], {self.x: x, self.y: y}); self.count += 1; return l


model = Model(tf.Session()); data = np.arange(6).reshape(3, 2).astype("float32")
for i in range(3): print("%.5f" % model.fit(data, data[:, :1])); print(model.count)

import numpy as np
import tensorflow as tf


class Net:
    def __init__(self, size):
        self.graph = tf.Graph()
        with self.graph.as_default():
            self.x = tf.placeholder(tf.float32, [None, size])
            self.y = tf.placeholder(tf.float32, [None, 1])
            w = tf.get_variable("w", [size, 1], initializer=tf.ones_initializer())
            self.out = tf.matmul(self.x, w)
            loss = tf.reduce_mean(tf.square(self.out - self.y))
            self.train_op = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
            self.init = tf.global_variables_initializer()
        self.sess = tf.Session(graph=self.graph)
        self.sess.run(self.init)

    def fit(self, x, y):
        for _ in range(2):
            self.sess.run(self.train_op, {self.x: x, self.y: y})

    def predict(self, x):
        return self.sess.run(self.out, feed_dict={self.x: x})


models = [Net(size) for size in (1, 2)]
for size, model in enumerate(models, 1):
    model.fit(np.ones([2, size]), np.zeros([2, 1]))
for size, model in enumerate(models, 1):
    print(model.predict(np.ones([1, size])))

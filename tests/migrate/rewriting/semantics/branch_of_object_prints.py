import numpy as np
import tensorflow as tf


class Model(object):
    def __init__(self, sample):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.w = tf.Variable(tf.ones([2, 1]))
        self.y = tf.matmul(self.x, self.w)
        if sample:
            self.temperature = 2.0
            print("samples")
            self.probs = tf.sigmoid(self.y / self.temperature)
        self.loss = tf.reduce_mean(tf.square(self.y - 1.0))
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)


model = Model(True)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, value = sess.run([model.train, model.loss], {model.x: np.ones([3, 2]) * i})
        print(i, "%.5f" % value, model.temperature)
    print(sess.run(model.probs, {model.x: np.ones([1, 2])}))

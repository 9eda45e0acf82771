import tensorflow as tf


class Small:
    units = 2
    rate = 0.1
    name = "small"


class Settings(object):
    def __init__(self, units, rate):
        self.units = units
        self.rate = rate


class Net:
    def __init__(self, settings):
        self.settings = settings
        self.x = tf.placeholder(tf.float32, [None, settings.units])
        w = tf.Variable(tf.ones([settings.units, 1]))
        self.out = tf.matmul(self.x, w)
        self.loss = tf.reduce_mean(tf.square(self.out))
        self.train_op = tf.train.GradientDescentOptimizer(settings.rate).minimize(self.loss)

    def step(self, sess, x):
        return sess.run([self.loss, self.train_op], {self.x: x})[0]


one = Net(Settings(2, 0.1))
two = Net(Settings(3, 0.2))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        print(one.step(sess, [[1.0, 2.0]]), two.step(sess, [[1.0, 2.0, 3.0]]))

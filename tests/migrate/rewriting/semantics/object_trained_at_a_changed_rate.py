import tensorflow as tf


class Model(object):
    def __init__(self, n):
        self.x = tf.placeholder(tf.float32, [None, n])
        self.w = tf.Variable(tf.ones([n, 1]) * 0.3)
        self.loss = tf.reduce_mean(tf.square(tf.matmul(self.x, self.w)))


class Settings(object):
    rate = 0.1


def main(settings):
    model = Model(3)
    if settings.rate < 0.2:
        settings.rate = 0.02
    train_op = tf.train.GradientDescentOptimizer(settings.rate).minimize(model.loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(3):
            print("%.5f" % sess.run(model.loss, {model.x: [[1.0, 1.0, 1.0]]}))
            sess.run(train_op, {model.x: [[1.0, 1.0, 1.0]]})


main(Settings())

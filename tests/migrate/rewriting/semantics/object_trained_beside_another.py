import tensorflow as tf


class Penalty(object):
    def build(self):
        self.v = tf.Variable(tf.ones([2]) * 3.0)


class Model(object):
    def __init__(self, n):
        self.x = tf.placeholder(tf.float32, [None, n])
        self.w = tf.Variable(tf.ones([n, 1]) * 0.3)
        self.loss = tf.reduce_mean(tf.square(tf.matmul(self.x, self.w)))


def main(pen):
    model = Model(3)
    pen.build()
    l2 = tf.add_n([tf.nn.l2_loss(v) for v in tf.trainable_variables()])
    train_op = tf.train.GradientDescentOptimizer(0.02).minimize(model.loss + 0.1 * l2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(3):
            print(sess.run(l2), "%.5f" % sess.run(model.loss, {model.x: [[1.0, 1.0, 1.0]]}))
            sess.run(train_op, {model.x: [[1.0, 1.0, 1.0]]})


main(Penalty())

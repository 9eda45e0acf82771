import tensorflow as tf


class Model:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [])
        x = self.x * 2.0
        self.w = tf.Variable(3.0)
        self._build(x)

    def _build(self, y):
        x = y + self.x
        w = x * self.w
        self.out = w + x * y - self.x
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.out)


m = Model()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(m.out, {m.x: 3.0}))
    sess.run(m.train, {m.x: 3.0})
    print(sess.run(m.w))

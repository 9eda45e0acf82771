import tensorflow as tf


class Net:
    def __init__(self, scale):
        self.w = tf.Variable(tf.random_normal([2], seed=3) * scale)
        self.x = tf.placeholder(tf.float32, [])
        self.out = self.w * self.x


a, b = Net(1.0), Net(1.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(a.out, {a.x: 1.0}))
    print(sess.run(b.out, {b.x: 1.0}))

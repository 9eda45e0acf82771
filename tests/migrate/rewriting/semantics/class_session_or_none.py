import tensorflow as tf


class Model:
    def __init__(
        self,
        n,
        rate=0.1,
        sess=None,
        verbose=False,
    ):
        self.verbose = verbose
        self.x = tf.placeholder(tf.float32, [None, n])
        w = tf.Variable(tf.ones([n, 1]))
        self.out = tf.matmul(self.x, w)
        self.train_op = tf.train.GradientDescentOptimizer(rate).minimize(tf.reduce_sum(self.out))
        if sess is None:
            self.sess = tf.Session()
            self.sess.run(tf.global_variables_initializer())
        else:
            self.sess = sess

    def step(self, x):
        if self.verbose:
            print("step")
        self.sess.run(self.train_op, {self.x: x})
        return self.sess.run(self.out, feed_dict={self.x: x})


class Other:
    def __init__(self, sess, n, rate=0.1):
        self.sess = sess
        self.x = tf.placeholder(tf.float32, [None, n])
        self.w = tf.Variable(tf.ones([n]) * rate)
        self.out = self.x * self.w

    def run(self, x):
        return self.sess.run(self.out, {self.x: x})


sess = tf.Session()
other = Other(sess, n=2, rate=0.5)
model = Model(2, 0.2, sess=sess, verbose=True)
sess.run(tf.global_variables_initializer())
print(other.run([[1.0, 2.0]]))
print(model.step([[1.0, 2.0]]))

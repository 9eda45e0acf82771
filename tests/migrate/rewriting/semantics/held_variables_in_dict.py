import numpy as np
import tensorflow as tf


class Layer(object):
    def __init__(self, m, n, bias=True):
        self.W = tf.Variable(tf.ones((m, n)) * 0.25)
        self.params = [self.W]
        self.bias = bias
        if bias:
            self.b = tf.Variable(np.zeros(n).astype(np.float32))
            self.params.append(self.b)

    def forward(self, x):
        a = tf.matmul(x, self.W)
        if self.bias:
            a = a + self.b
        return tf.nn.relu(a)


class Other(object):
    def __init__(self, n):
        self.params = {}
        for i in range(2):
            self.params["w%d" % i] = tf.Variable(tf.ones([n]) * i)
        self.params["v"] = tf.Variable(tf.ones([n]))

    def forward(self, x):
        return x * self.params["w0"] + self.params["w1"] + self.params["v"]


x = tf.placeholder(tf.float32, [None, 4])
one = Other(4)
y = one.forward(x)
loss = tf.reduce_mean(tf.square(y - 2.0))
train_op = tf.train.GradientDescentOptimizer(0.125).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, c = sess.run([train_op, loss], {x: np.ones((2, 4))})
        print("%.4f" % c)

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


class Child(Layer):
    def forward(self, x):
        return 2 * super(Child, self).forward(x)


x = tf.placeholder(tf.float32, [None, 4])
one = Child(4, 4)
y = one.forward(x)
loss = tf.reduce_mean(tf.square(y - 2.0))
train_op = tf.train.GradientDescentOptimizer(0.125).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, c = sess.run([train_op, loss], {x: np.ones((2, 4))})
        print("%.4f" % c)

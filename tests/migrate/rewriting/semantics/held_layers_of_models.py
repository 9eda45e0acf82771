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


class Model(object):
    def __init__(self, sizes):
        self.layers = []
        for m, n in zip(sizes, sizes[1:]):
            self.layers.append(Layer(m, n))
        self.params = []
        for layer in self.layers:
            self.params += layer.params
        self.x = tf.placeholder(tf.float32, [None, sizes[0]])
        self.t = tf.placeholder(tf.float32, [None, sizes[-1]])
        z = self.x
        for layer in self.layers:
            z = layer.forward(z)
        self.out = z
        self.cost = tf.reduce_sum(tf.square(self.out - self.t))
        self.train_op = tf.train.AdamOptimizer(0.0625).minimize(self.cost)

    def set_session(self, session):
        self.session = session


    def fit(self, x, t):
        return self.session.run([self.train_op, self.cost], {self.x: x, self.t: t})[1]

    def predict(self, x):
        return self.session.run(self.out, {self.x: x})


model = Model([4, 4, 2])
target = Model([4, 4, 2])
session = tf.InteractiveSession()
session.run(tf.global_variables_initializer())
model.set_session(session)
target.set_session(session)
for step in range(4):
    print("%.4f" % model.fit(np.ones((2, 4)), np.ones((2, 2))))
    print(np.round(target.predict(np.ones((1, 4))), 4))
    print(step)

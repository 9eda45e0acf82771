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


def network(x, layers, rates):
    z = x
    for layer, rate in zip(layers[:-1], rates):
        z = layer.forward(z) * rate
    return layers[-1].forward(z)


x = tf.placeholder(tf.float32, [None, 4])
layers = []
for n in (4, 4):
    layers.append(Layer(4, n))
layers.append(Layer(4, 4, bias=False))
params = []
for layer in layers:
    params += layer.params
y = network(x, layers, [0.5, 0.25])
loss = tf.reduce_mean(tf.square(y - 2.0)) + 0.5 * sum(tf.reduce_sum(p * p) for p in params)
train_op = tf.train.AdamOptimizer(0.125).minimize(loss, var_list=layers[-1].params)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, c = sess.run([train_op, loss], {x: np.ones((2, 4))})
        print("%.4f" % c)
    print(np.round(sess.run(layers[0].W), 3)[0])
    print(np.round(sess.run(layers[-1].W), 3)[0])

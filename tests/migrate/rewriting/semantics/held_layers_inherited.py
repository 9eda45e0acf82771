import numpy as np
import tensorflow as tf


class Layer(object):
    def __init__(self, name=None):
        self.name = name
        self.vars = {}

    def _call(self, inputs):
        return inputs

    def __call__(self, inputs):
        with tf.name_scope(self.name):
            return self._call(inputs)


class Dense(Layer):
    def __init__(self, n_in, n_out, act=tf.nn.relu, bias=False, **kwargs):
        super(Dense, self).__init__(**kwargs)
        self.act = act
        self.bias = bias
        self.build(n_in, n_out)

    def build(self, n_in, n_out):
        self.vars["weights"] = tf.Variable(tf.ones([n_in, n_out]) * 0.25, name="weights")
        if self.bias:
            self.vars["bias"] = tf.Variable(tf.zeros([n_out]), name="bias")

    def _call(self, inputs):
        output = tf.matmul(inputs, self.vars["weights"])
        if self.bias:
            output += self.vars["bias"]
        return self.act(output)


class Scale(Layer):
    def __init__(self, by, **kwargs):
        super(Scale, self).__init__(**kwargs)
        self.by = by

    def _call(self, inputs):
        return inputs * self.by


x = tf.placeholder(tf.float32, [None, 4])
layers = []
layers.append(Dense(4, 4, bias=True, name="one"))
layers.append(Scale(0.5, name="two"))
layers.append(Dense(4, 2, act=lambda v: v, name="three"))
y = x
for layer in layers:
    y = layer(y)
loss = tf.reduce_mean(tf.square(y - 2.0))
for var in layers[0].vars.values():
    loss += 0.5 * tf.nn.l2_loss(var)
train_op = tf.train.AdamOptimizer(0.125).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, c = sess.run([train_op, loss], {x: np.ones((2, 4))})
        print("%.4f" % c)
    print(np.round(sess.run(layers[0].vars["weights"]), 3)[0])

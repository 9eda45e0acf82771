"""A helper that makes variables at several calls becomes a class."""

from __future__ import annotations

import pytest
from forms import native, obstacle

NATIVE = {
    "two calls": (
        """\
import tensorflow as tf

def layer(x, n):
    w = tf.Variable(tf.ones([2, n]))
    return tf.matmul(x, w)


x = tf.placeholder(tf.float32, [None, 2])
a = layer(x, 3)
b = layer(x, 4)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([a, b], {x: [[1, 2]]}))
""",
        """\
import tensorflow as tf

class Layer(tf.Module):
    def __init__(self, n):
        super().__init__()
        self.w = tf.Variable(tf.ones([2, n]))

    def __call__(self, x):
        return tf.matmul(x, self.w)


x_spec = tf.TensorSpec([None, 2], tf.float32)
a_layer = Layer(3)
b_layer = Layer(4)


@tf.function(input_signature=[x_spec])
def evaluate(x):
    a = a_layer(x)
    b = b_layer(x)
    return a, b


print([t.numpy() for t in evaluate([[1, 2]])])
""",
    ),
    "a variable inside an expression": (
        """\
import tensorflow as tf

def weight(n):
    return tf.Variable(tf.ones([n]))


def layer(x, n):
    return x * weight(n)


x = tf.placeholder(tf.float32, [])
a = layer(x, 1)
b = layer(x, 2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([a, b], {x: 2}))
""",
        """\
import tensorflow as tf

def weight(n):
    return tf.Variable(tf.ones([n]))


class Layer(tf.Module):
    def __init__(self, n):
        super().__init__()
        self.weight = weight(n)

    def __call__(self, x):
        return x * self.weight


x_spec = tf.TensorSpec([], tf.float32)
a_layer = Layer(1)
b_layer = Layer(2)


@tf.function(input_signature=[x_spec])
def evaluate(x):
    a = a_layer(x)
    b = b_layer(x)
    return a, b


print([t.numpy() for t in evaluate(2)])
""",
    ),
    "helpers inside a helper, called again under reuse": (
        """\
import tensorflow as tf

def dense(x, n, name, bias=True):
    """
        + '''"""A layer of its own scope."""'''
        + """
    with tf.variable_scope(name):
        size = x.get_shape().as_list()[-1]
        # small weights
        w = tf.get_variable("w", [size, n], initializer=tf.constant_initializer(0.1))
        out = tf.matmul(x, w)
        if bias:
            b = tf.get_variable("b", [n], initializer=tf.zeros_initializer())
            out = out + b
        return out


def net(x, scale, reuse=False):
    with tf.variable_scope("net", reuse=reuse):
        h = tf.nn.relu(dense(x, 4, "one"))
        return scale * dense(h, 1, "two", bias=False)


x = tf.placeholder(tf.float32, [None, 3])
a = net(x, 0.5)
b = net(x, 2.0, reuse=True)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([a, b], {x: [[1, 2, 3]]}))
""",
        """\
import tensorflow as tf

class Dense(tf.Module):
    """
        + '''"""A layer of its own scope."""'''
        + """

    def __init__(self, n, size, bias=True):
        super().__init__()
        self.bias = bias
        # small weights
        self.w = tf.Variable(tf.constant(0.1, tf.float32, [size, n]), name="w")
        if self.bias:
            self.b = tf.Variable(tf.zeros([n], tf.float32), name="b")

    def __call__(self, x):
        out = tf.matmul(x, self.w)
        if self.bias:
            out = out + self.b
        return out


class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.dense = Dense(4, 3)
        self.dense_2 = Dense(1, 4, bias=False)

    def __call__(self, x, scale):
        h = tf.nn.relu(self.dense(x))
        return scale * self.dense_2(h)


x_spec = tf.TensorSpec([None, 3], tf.float32)
net = Net()


@tf.function(input_signature=[x_spec])
def evaluate(x):
    a = net(x, 0.5)
    b = net(x, 2.0)
    return a, b


print([t.numpy() for t in evaluate([[1, 2, 3]])])
""",
    ),
}

GRAPH_MODE = {
    "made under a condition that a run decides": (
        """\
import tensorflow as tf

def layer(x, n, wide):
    out = tf.matmul(x, tf.get_variable("w", [2, n]))
    if wide:
        v = tf.get_variable("v", [n, n])
        out = tf.matmul(out, v)
    return out


x = tf.placeholder(tf.float32, [None, 2])
a = layer(x, 3, int("1"))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(a, {x: [[1, 2]]}))
""",
        6,
        "a variable is made under a condition",
    ),
    "a call that makes one layer and shares another": (
        """\
import tensorflow as tf

def net(x, deep, reuse):
    with tf.variable_scope("net", reuse=reuse):
        if deep:
            x = tf.layers.dense(x, 3)
        return tf.layers.dense(x, 3)


x = tf.placeholder(tf.float32, [None, 3])
a = net(x, True, False)
b = net(x, False, True)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([a, b], {x: [[1, 2, 3]]}))
""",
        7,
        "a layer that makes variables at one call and shares others at the next",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


@pytest.mark.parametrize(("before", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(before, line, reason):
    assert obstacle(before) == (line, reason)

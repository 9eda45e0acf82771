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
}

GRAPH_MODE = {
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
    print(sess.run(a, {x: 2}), sess.run(b, {x: 2}))
""",
        8,
        "a variable is made inside an expression of a helper",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


@pytest.mark.parametrize(("before", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(before, line, reason):
    assert obstacle(before) == (line, reason)

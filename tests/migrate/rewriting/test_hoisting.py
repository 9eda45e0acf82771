"""Variables that a helper makes once are made beside it."""

from __future__ import annotations

import pytest
from forms import native

NATIVE = {
    "one call": (
        """\
import tensorflow as tf

def layer(x, n):
    w = tf.Variable(tf.ones([2, n]))
    return tf.matmul(x, w)


x = tf.placeholder(tf.float32, [None, 2])
y = layer(x, 3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1, 2]]}))
""",
        """\
import tensorflow as tf

def layer(x, n):
    return tf.matmul(x, w)


x_spec = tf.TensorSpec([None, 2], tf.float32)
w = tf.Variable(tf.ones([2, 3]))


@tf.function(input_signature=[x_spec])
def y(x):
    return layer(x, 3)


print(y([[1, 2]]).numpy())
""",
    ),
    "no variable, two calls": (
        """\
import tensorflow as tf

def double(x):
    return x * 2.0


x = tf.placeholder(tf.float32, [])
y = double(double(x))
with tf.Session() as sess:
    print(sess.run(y, {x: 1}))
""",
        """\
import tensorflow as tf

def double(x):
    return x * 2.0


x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    return double(double(x))


print(y(1).numpy())
""",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after

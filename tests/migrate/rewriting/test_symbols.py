"""Symbols and arguments under their TensorFlow 2 names."""

from __future__ import annotations

import pytest
from forms import native, obstacle

NATIVE = {
    "a renamed argument": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.log(tf.reduce_mean(x, axis=1, keep_dims=True))
with tf.Session() as sess:
    print(sess.run(y, {x: [[1, 2]]}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([None, 2], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    return tf.math.log(tf.reduce_mean(x, axis=1, keepdims=True))


print(y([[1, 2]]).numpy())
""",
    ),
    "several arguments": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
m = tf.argmax(x, dimension=1)
c = tf.to_int32(m)
s = tf.nn.softmax(x, dim=1)
with tf.Session() as sess:
    print(sess.run([c, s], {x: [[1, 2]]}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([None, 2], tf.float32)


@tf.function(input_signature=[x_spec])
def evaluate(x):
    m = tf.argmax(x, axis=1)
    c = tf.cast(m, tf.int32)
    s = tf.nn.softmax(x, axis=1)
    return c, s


print([t.numpy() for t in evaluate([[1, 2]])])
""",
    ),
    "seeds": (
        """\
import tensorflow as tf

tf.set_random_seed(1)
w = tf.Variable(tf.random_normal([2], seed=3))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(w))
""",
        """\
import tensorflow as tf

tf.random.set_seed(1)
w = tf.Variable(tf.random.normal([2], seed=3))
print(w.numpy())
""",
    ),
    "py_func": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = tf.py_func(lambda v: v * 2, [x], tf.float32)
with tf.Session() as sess:
    print(sess.run(y, {x: 1}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    return tf.numpy_function(lambda v: v * 2, [x], tf.float32)


print(y(1).numpy())
""",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


def test_what_tensorflow_1_refuses_is_said():
    text = """\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 2])
loss = tf.nn.softmax_cross_entropy_with_logits(x, [[0.0, 1.0]])
with tf.Session() as sess:
    print(sess.run(loss, {x: [[1.0, 2.0]]}))
"""
    assert "TensorFlow 1.15 ends with a ValueError here: `tf.nn.softmax" in obstacle(text)[1]

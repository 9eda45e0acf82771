"""tf.gradients becomes a tape."""

from __future__ import annotations

import pytest
from forms import native, obstacle

NATIVE = {
    "of an input": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * x
g, = tf.gradients(y, [x])
with tf.Session() as sess:
    print(sess.run(g, {x: 3.0}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def g(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
    g, = tape.gradient(y, [x])
    return g


print(g(3.0).numpy())
""",
    ),
    "of a gradient": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x * x * x
g, = tf.gradients(y, [x])
h, = tf.gradients(g, [x])
with tf.Session() as sess:
    print(sess.run(h, {x: 3.0}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def h(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x * x
        g, = tape.gradient(y, [x])
    h, = tape.gradient(g, [x])
    return h


print(h(3.0).numpy())
""",
    ),
    "a list of all trainable variables": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(3.0)
b = tf.Variable(1.0)
loss = tf.square(w * x + b)
grads = tf.gradients(loss, tf.trainable_variables())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(grads, {x: 2.0}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)
w = tf.Variable(3.0)
b = tf.Variable(1.0)


@tf.function(input_signature=[x_spec])
def grads(x):
    with tf.GradientTape() as tape:
        loss = tf.square(w * x + b)
    return tape.gradient(loss, [w, b])


print([t.numpy() for t in grads(2.0)])
""",
    ),
}

GRAPH_MODE = {
    "tensors at which gradients stop": (
        """\
import tensorflow as tf

w = tf.Variable(3.0)
h = 2.0 * w
loss = tf.square(h) + w
g = tf.gradients(loss, [w], stop_gradients=[h])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(g))
""",
        6,
        "`tf.gradients` that stops at tensors",
    ),
    "a list of the graph's variables": (
        """\
import tensorflow as tf

w = tf.Variable(3.0)
loss = tf.square(w)
optimizer = tf.train.GradientDescentOptimizer(0.1)
pairs = optimizer.compute_gradients(loss, tf.trainable_variables())
train = optimizer.apply_gradients(pairs)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train)
""",
        6,
        "`compute_gradients` by a list of the graph's variables",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


@pytest.mark.parametrize(("before", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(before, line, reason):
    assert obstacle(before) == (line, reason)


def test_where_gradients_are_placed_is_left_to_tensorflow():
    text = native(
        """\
import tensorflow as tf


def slope(y, x):
    return tf.gradients(y, x, colocate_gradients_with_ops=True)[0]


x = tf.placeholder(tf.float32, [])
dy = slope(tf.square(x), x)
with tf.Session() as sess:
    print(sess.run(dy, {x: 2.0}))
"""
    )
    assert "    return tf.gradients(y, x)[0]" in text

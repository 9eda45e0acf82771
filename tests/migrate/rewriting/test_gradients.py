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
}

GRAPH_MODE = {
    "a list without names": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(3.0)
loss = tf.square(w * x)
grads = tf.gradients(loss, tf.trainable_variables())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(grads, {x: 2.0}))
""",
        9,
        "the fetched tensor has no name that could be followed",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


@pytest.mark.parametrize(("before", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(before, line, reason):
    assert obstacle(before) == (line, reason)

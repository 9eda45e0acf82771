"""Variables, their names and their assignments."""

from __future__ import annotations

import pytest
from forms import native, obstacle

NATIVE = {
    "a counter": (
        """\
import tensorflow as tf

count = tf.Variable(0, name="count")
up = count.assign_add(1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        print(sess.run(up))
    print(sess.run(count))
""",
        """\
import tensorflow as tf

count = tf.Variable(0, name="count")


@tf.function
def up():
    return count.assign_add(1)


for _ in range(3):
    print(up().numpy())
print(count.numpy())
""",
    ),
    "get_variable in a scope": (
        """\
import tensorflow as tf

with tf.variable_scope("a"):
    w = tf.get_variable("w", [2], initializer=tf.zeros_initializer())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(w), w.name)
""",
        """\
import tensorflow as tf

w = tf.Variable(tf.zeros([2], tf.float32), name="a/w")
print(w.numpy(), w.name)
""",
    ),
    "an assignment": (
        """\
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)
swap = tf.assign(a, b)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(swap)
    print(sess.run([a, b]))
""",
        """\
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)


@tf.function
def swap():
    return a.assign(b)


swap()
print([a.numpy(), b.numpy()])
""",
    ),
}

GRAPH_MODE = {
    "initialised again": (
        """\
import tensorflow as tf

w = tf.Variable(tf.random_normal([2]))
with tf.Session() as sess:
    for _ in range(2):
        sess.run(tf.global_variables_initializer())
        print(sess.run(w))
""",
        6,
        "variables are initialised again",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


@pytest.mark.parametrize(("before", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(before, line, reason):
    assert obstacle(before) == (line, reason)

"""Names imported one by one, and what stands beside them on a line."""

from __future__ import annotations

import pytest
from forms import native

NATIVE = {
    "all by name": (
        """\
from tensorflow import placeholder, Session, float32

x = placeholder(float32, [])
y = x + 1.0
with Session() as sess:
    print(sess.run(y, {x: 2}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    return x + 1.0


print(y(2).numpy())
""",
    ),
    "other statements on the line": (
        """\
import tensorflow as tf; print("x")
from tensorflow.contrib import layers; print("kept?")
x = tf.placeholder(tf.float32, [])
y = x + 1.0
with tf.Session() as sess:
    print(sess.run(y, {x: 2}))
""",
        """\
import tensorflow as tf; print("x")
pass; print("kept?")
x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    return x + 1.0


print(y(2).numpy())
""",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after

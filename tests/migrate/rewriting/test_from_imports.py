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
    "modules inside TensorFlow": (
        """\
import tensorflow as tf
from tensorflow.python.ops import math_ops, rnn_cell
from tensorflow.python.ops.array_ops import placeholder
from tensorflow.contrib.layers.python.layers import initializers
x = placeholder(tf.float32, [None, 2])
w = tf.get_variable("w", [2, 3], initializer=initializers.xavier_initializer())
y = math_ops.matmul(x, w)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1.0, 2.0]]}))
""",
        """\
import tensorflow as tf
x_spec = tf.TensorSpec([None, 2], tf.float32)
w = tf.Variable(tf.keras.initializers.GlorotUniform()([2, 3], tf.float32), name="w")


@tf.function(input_signature=[x_spec])
def y(x):
    return tf.matmul(x, w)


print(y([[1.0, 2.0]]).numpy())
""",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after

"""Conditions that have the shape of what they choose from, whatever that is."""

from __future__ import annotations

import pytest
from forms import native, obstacle

PROGRAM = """\
import tensorflow as tf

def chosen(x, other):
    y = x * 2.0
    return {}

a = tf.placeholder(tf.float32)
b = tf.placeholder(tf.float32)
rows = chosen(a, b)
with tf.Session() as sess:
    print(sess.run(rows, {{a: [1.0, 2.0], b: [3.0, 4.0]}}))
"""


@pytest.mark.parametrize(
    "text",
    [
        "tf.where(x > 0.0, x, -x)",
        "tf.where(tf.less(tf.abs(x), tf.ones_like(y)), other, y)",
        "tf.where(tf.logical_and(x > 0.0, 2.0 * y < 3.0), tf.zeros(tf.shape(x)), y + tf.ones(x.shape))",
    ],
)
def test_one_shape(text: str):
    assert text in native(PROGRAM.format(text))


@pytest.mark.parametrize(
    "text",
    [
        "tf.where(x > other, x, -x)",
        "tf.where(x > 0.0, other, -other)",
        "tf.where(x[0] > 0.0, x, -x)",
        "tf.where(tf.reduce_sum(x, -1) > 0.0, x, -x)",
        "tf.where(x > [0.0, 1.0], x, -x)",
    ],
)
def test_other_shapes(text: str):
    assert "tf.where" in obstacle(PROGRAM.format(text))[1]

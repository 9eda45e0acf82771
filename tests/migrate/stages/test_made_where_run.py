"""Functions that make what they run from plain values."""

from __future__ import annotations

import pytest
from forms import native, obstacle

PROGRAM = """\
import numpy as np
import tensorflow as tf

w = tf.Variable([[1.0], [2.0]])
x = tf.placeholder(tf.float32, [None, 2])
out = tf.matmul(x, w)
train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(out))
sess = tf.Session()
sess.run(tf.global_variables_initializer())
kept = {{}}

def show(data):
    made = {}
    {}
    return sess.run(made, {{x: data}})

for i in range(3):
    sess.run(train, {{x: np.ones([1, 2])}})
    print(show(np.ones([1, 2], np.float32)))
"""


def test_the_value_where_it_is_made():
    text = native(PROGRAM.format("tf.nn.relu(tf.matmul(data, w))", "print(data)"))
    assert "made = tf.nn.relu(tf.matmul(data, w))" in text
    assert "return made.numpy()" in text


@pytest.mark.parametrize(
    ("made", "more"),
    [
        ("tf.matmul(data, w) + out", "pass"),
        ("tf.matmul(data, w)", "sess.run(train, {x: data})"),
        ("tf.matmul(data, w)", "kept['made'] = made"),
        ("tf.matmul(data, w) + tf.random_normal([])", "pass"),
        ("tf.matmul(data, tf.assign_add(w, w))", "pass"),
        ("tf.matmul(data, tf.Variable([[1.0], [1.0]]))", "pass"),
        ("tf.layers.dense(data, 1, name='d', reuse=tf.AUTO_REUSE)", "pass"),
    ],
)
def test_what_is_not_certain(made: str, more: str):
    assert obstacle(PROGRAM.format(made, more))

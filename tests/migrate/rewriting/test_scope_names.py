"""Ops that are named after the scope around them lose the name; what means something keeps it."""

from __future__ import annotations

import ast

import pytest
from forms import native

from migrate.rewriting import scope_names

HEAD = "import tensorflow as tf\nx = tf.placeholder(tf.float32, [None])\n"


def left(lines: str) -> str | None:
    text = HEAD + lines
    found = scope_names.normalise(text, ast.parse(text))
    return found and found[0].removeprefix(HEAD)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "with tf.variable_scope('a') as scope:\n    y = tf.nn.relu(x, name=scope.name)\n",
            "with tf.variable_scope('a') as scope:\n    y = tf.nn.relu(x)\n",
        ),
        (
            "with tf.name_scope('a') as s:\n    y = tf.nn.relu(\n        x,\n        name=s)\n",
            "with tf.name_scope('a') as s:\n    y = tf.nn.relu(\n        x)\n",
        ),
        (
            "def f(n):\n    with tf.variable_scope(n) as scope:\n        return tf.add(name=scope.name, x=x, y=x)\n",
            "def f(n):\n    with tf.variable_scope(n) as scope:\n        return tf.add(x=x, y=x)\n",
        ),
        (
            "with tf.variable_scope('a') as s:\n    y = tf.nn.relu(x, name=s.name)\ntf.summary.scalar('b', y)\n",
            "with tf.variable_scope('a') as s:\n    y = tf.nn.relu(x)\ntf.summary.scalar('b', y)\n",
        ),
    ],
)
def test_the_name_of_an_op_goes(lines, expected):
    assert left(lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "with tf.variable_scope('a') as s:\n    y = tf.get_variable(shape=[], name=s.name)\n",
        "with tf.variable_scope('a') as s:\n    y = tf.layers.dense(x, 1, name=s.name)\n",
        "with tf.variable_scope('a') as s:\n    tf.summary.scalar(tensor=x, name=s.name)\n",
        "with tf.variable_scope('a') as s:\n    y = tf.nn.relu(x, name=other.name)\n",
        "with tf.variable_scope('a') as s:\n    s = other\n    y = tf.nn.relu(x, name=s.name)\n",
        "with tf.variable_scope('a') as s:\n    y = tf.nn.relu(x, name=s.name)\ntf.summary.scalar('a', y)\n",
        "with tf.variable_scope(n) as s:\n    y = tf.nn.relu(x, name=s.name)\ntf.summary.scalar('a', y)\n",
        "with tf.variable_scope('a') as s:\n    with tf.variable_scope('b') as s:\n        tf.nn.relu(x)\n"
        "    y = tf.nn.relu(x, name=s.name)\n",
        "with tf.variable_scope('a') as s:\n    y = tf.nn.relu(x, name=s.name)\nz = g.get_tensor_by_name('a/a:0')\n",
    ],
)
def test_a_name_that_means_something_stays(lines):
    found = left(lines)
    assert found is None or "name=s.name" in found


def test_scopes_of_one_name_after_one_another():
    text = HEAD + (
        "with tf.variable_scope('a') as scope:\n    y = tf.nn.relu(x, name=scope.name)\n"
        "with tf.variable_scope('b') as scope:\n    z = tf.nn.relu(y - 1.0, name=scope.name)\n"
        "with tf.Session() as sess:\n    print(sess.run(z, {x: [3.0]}))\n"
    )
    assert "scope" not in native(text) and "tf.nn.relu(y - 1.0)" in native(text)

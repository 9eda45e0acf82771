"""Names of tf.contrib.slim that are those of tf.contrib.layers."""

from __future__ import annotations

import ast

import pytest
from forms import native

from migrate.rewriting import slim_names

HEAD = "import tensorflow as tf\nimport tensorflow.contrib.slim as slim\nx = tf.placeholder(tf.float32, [None, 4])\n"


def form(body: str, head: str = HEAD) -> str | None:
    text = head + body
    found = slim_names.normalise(text, ast.parse(text))
    return None if found is None else found[0].removeprefix(head)


@pytest.mark.parametrize(
    "head",
    [HEAD, HEAD.replace("import tensorflow.contrib.slim as slim", "from tensorflow.contrib import slim")],
)
def test_layers_have_their_own_module(head: str):
    assert form("y = slim.fully_connected(x, 2)\n", head) == "y = tf.contrib.layers.fully_connected(x, 2)\n"


def test_an_argument_scope_has_its_own_module():
    body = "with slim.arg_scope([slim.conv2d], stride=2):\n    pass\n"
    assert form(body) == "with tf.contrib.framework.arg_scope([tf.contrib.layers.conv2d], stride=2):\n    pass\n"


def test_what_only_slim_has_stays():
    assert form("slim.learning.train(x, 'logs')\n") is None
    assert form("slim = Net()\ny = slim.conv2d(x, 2, 3)\n") is None


def test_a_program_of_slim_is_native():
    text = native(
        HEAD
        + "with slim.arg_scope([slim.fully_connected], activation_fn=None):\n"
        + "    y = slim.fully_connected(x, 2)\n"
        + "with tf.Session() as sess:\n"
        + "    sess.run(tf.global_variables_initializer())\n"
        + "    print(sess.run(y, {x: [[1.0] * 4]}))\n"
    )
    assert "y_layer = tf.keras.layers.Dense(2)\n" in text and "slim" not in text

"""Variables in scopes of default names, in scopes that are opened again and in those around them."""

from __future__ import annotations

import ast

import pytest

from migrate.names import Names
from migrate.stages.interpreter import Interpreter

# the names as TensorFlow 1.15.5 gives them
TEXT = """\
import tensorflow as tf
x = tf.placeholder(tf.float32, [1, 3])
with tf.variable_scope("enc"):
    a = tf.get_variable("z", [3])
with tf.variable_scope(None, "enc"):
    b = tf.get_variable("z", [3])
    with tf.variable_scope(None, default_name="enc"):
        c = tf.get_variable("z", [3])
with tf.variable_scope(None, default_name="dense") as s:
    d = tf.get_variable("z", [3])
layer = tf.layers.dense(x, 3)
with tf.variable_scope(s):
    e = tf.get_variable("y", [3])
with tf.variable_scope(tf.get_variable_scope()):
    f = tf.get_variable("top", [3])
with tf.variable_scope(name_or_scope="k"):
    g = tf.get_variable("z", [3])
"""
NAMES = {"a": "enc/z", "b": "enc_1/z", "c": "enc_1/enc/z", "d": "dense/z", "e": "dense/y", "f": "top", "g": "k/z"}


def saved(text: str) -> dict[str, str | None]:
    tree = ast.parse(text)
    interp = Interpreter(tree, Names(tree))
    interp.run()
    return {name: value.saved_name for name, value in interp.module_env.values.items() if hasattr(value, "saved_name")}


def test_names():
    assert {n: v for n, v in saved(TEXT).items() if n in NAMES} == NAMES


@pytest.mark.parametrize(
    "text",
    [
        "with tf.variable_scope(None, default_name=read()):\n    v = tf.get_variable('z', [3])\n",
        "with tf.variable_scope('b'):\n    with tf.variable_scope(s):\n        v = tf.get_variable('z', [3])\n",
        "if read():\n    with tf.variable_scope(None, 'b'):\n        u = tf.get_variable('z', [3])\n"
        "with tf.variable_scope(None, 'b'):\n    v = tf.get_variable('z', [3])\n",
        "with tf.variable_scope(read()):\n    v = tf.get_variable('z', [3])\n",
    ],
)
def test_names_that_are_not_certain(text):
    head = "import tensorflow as tf\nwith tf.variable_scope('s') as s:\n    w = tf.get_variable('w', [3])\n"
    assert saved(head + text)["v"] is None

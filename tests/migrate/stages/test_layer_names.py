"""The variable scopes of layers, as TensorFlow 1.15.5 names them."""

from __future__ import annotations

import ast

from migrate.names import Names
from migrate.stages.interpreter import Interpreter


def names(body: str) -> list[str | None]:
    tree = ast.parse("import tensorflow as tf\nx = tf.placeholder(tf.float32, [None, 3])\n" + body)
    interp = Interpreter(tree, Names(tree))
    interp.run()
    return [v.layer_name for v in interp.variables]


def test_default_names_count_up_in_each_scope():
    body = """
a = tf.layers.dense(x, 3)
b = tf.layers.dense(x, 3)
with tf.variable_scope("s"):
    c = tf.layers.dense(x, 3)
    with tf.name_scope("n"):
        d = tf.layers.dense(x, 3)
e = tf.layers.dense(x, 3, name="dense_3")
f = tf.contrib.layers.fully_connected(x, 3)
"""
    assert names(body) == ["dense", "dense_1", "s/dense", "s/dense_1", "dense_3", "fully_connected"]


def test_a_scope_entered_again_starts_anew_and_shares():
    body = """
def net(reuse):
    with tf.variable_scope("net", reuse=reuse):
        return tf.layers.dense(tf.layers.dense(x, 3), 2)

a = net(False)
b = net(True)
"""
    assert names(body) == ["net/dense", "net/dense_1"]


def test_a_name_that_a_run_decides_is_not_certain():
    body = """
import os
if os.environ.get("A"):
    a = tf.layers.dense(x, 3)
b = tf.layers.dense(x, 3)
"""
    assert names(body) == [None, None]

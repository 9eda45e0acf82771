"""Statements that take numbers from static shapes go with the graph, or are given the numbers that are known."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

HEAD = """import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4, 3])
h = tf.nn.relu(x)
"""
TAIL = """
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: np.ones([2, 4, 3])}))
"""


def migrated(body: str, after: str = "") -> str:
    text = HEAD + body + TAIL + after
    return native.migrate("net.py", text, ast.parse(text))[0]


def function_of(text: str) -> str:
    tree = ast.parse(text)
    return next(ast.unparse(node) for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(
    "statements",
    [
        "shape = h.get_shape().as_list()\nsize = shape[1] * shape[2]\n",
        "shape = h.shape\nsize = int(np.prod(shape[1:]))\n",
        "rows, columns = h.shape[1], h.shape[2]\nsize = int(rows) * int(columns)\n",
    ],
)
def test_statements_that_only_the_graph_reads_go_with_it(statements):
    function = function_of(migrated(statements + "y = tf.reshape(h, [-1, size])\n"))
    assert all(ast.unparse(ast.parse(line)) in function for line in statements.splitlines())


def test_what_is_read_outside_too_is_given_its_number():
    text = migrated(
        "shape = h.shape.as_list()\nw = tf.Variable(tf.ones([shape[1] * shape[2], 5]))\n"
        "y = tf.matmul(tf.reshape(h, [-1, shape[1] * shape[2]]), w)\n"
    )
    assert "tf.ones([4 * 3, 5])" in text and "shape = h.shape.as_list()" in function_of(text)


def test_a_number_that_is_read_outside_is_bound_there():
    text = migrated(
        "shape = h.shape\nsize = shape[1:].num_elements()\ny = tf.reshape(h, [-1, size])\n", "print(size)\n"
    )
    assert "\nsize = 12\n" in text and "shape" not in function_of(text).replace("reshape", "")


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("shape = h.shape\ny = tf.reshape(h, [-1, int(shape[1]) * 3])\n", "print('of', shape)\n"),
        ("shape = h.shape\ny = tf.reshape(h, [-1, int(shape[1]) * 3])\n", "def f():\n    return shape\nprint(f())\n"),
        ("shape = h.shape.as_list()\nshape.append(1)\ny = tf.reshape(h, [-1, shape[1] * 3])\n", ""),
        ("shape = h.shape\ny = tf.reshape(h, [-1, int(shape[1]) * 3])\nrows = int(shape[0] or 5)\n", "print(rows)\n"),
    ],
)
def test_what_is_not_known_outside_keeps_the_program_in_graph_mode(body, after):
    with pytest.raises(Obstacle):
        migrated(body, after)


def test_a_statement_that_does_more_stays_where_it_is():
    text = migrated("size = [h.shape[1], print('now')][0]\ny = tf.reshape(h, [-1, int(size) * 3])\n")
    assert "\nsize = [4, print('now')][0]\n" in text

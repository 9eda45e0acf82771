"""Functions that make placeholders and what is computed of them."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import placeholder_helpers

BUILD = """import tensorflow as tf
def build(n):
    x = tf.placeholder(tf.float32, [n])
    total = tf.reduce_sum(x)
    return x, total
"""


def result(text: str) -> str | None:
    found = placeholder_helpers.normalise(text, ast.parse(text))
    return None if found is None else found[0]


def test_the_statements_stand_where_the_function_was_called():
    text = result(BUILD + "def main():\n    a, b = build(2)\n    print(a, b)\nmain()\n")
    assert text == (
        "import tensorflow as tf\n"
        "def main():\n"
        "    a = tf.placeholder(tf.float32, [2])\n"
        "    b = tf.reduce_sum(a)\n"
        "    print(a, b)\n"
        "main()\n"
    )


def test_what_has_no_name_is_named_by_the_caller():
    text = result(BUILD.replace("x, total", "x, total * 2.0, n") + "x, y, size = build(2)\n")
    assert text.endswith("x = tf.placeholder(tf.float32, [2])\ntotal = tf.reduce_sum(x)\ny, size = total * 2.0, 2\n")


@pytest.mark.parametrize(
    "text",
    [
        BUILD,  # nobody calls it
        BUILD + "a, b = build(1)\nc, d = build(2)\n",
        BUILD + "print(build(1))\n",
        BUILD.replace("return x, total", "return x, x") + "a, b = build(1)\n",
        BUILD.replace("return x, total", "return x") + "x = build(1)\n",
        BUILD.replace("    total", "    if n > 2:\n        return x, n\n    total") + "x, y = build(1)\n",
    ],
)
def test_what_is_left(text: str):
    assert result(text) is None

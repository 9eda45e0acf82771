"""Placeholders that a comprehension makes for several names."""

from __future__ import annotations

import ast

import pytest
from forms import native

from migrate.rewriting import listed_placeholders

HEAD = "import tensorflow as tf\n\n"


def test_one_by_one():
    text = HEAD + "[x, y] = [tf.placeholder(tf.float32, shape=[None, 1]) for _ in range(2)]\n"
    found, _ = listed_placeholders.normalise(text, ast.parse(text))
    assert found == HEAD + "x = tf.placeholder(tf.float32, shape=[None, 1])\ny = {}\n".format(
        "tf.placeholder(tf.float32, shape=[None, 1])"
    )


def test_of_an_object():
    text = native(
        """\
import tensorflow as tf


class Model:
    def __init__(self):
        [self.x, self.y] = [tf.placeholder(tf.float32, shape=[None, 1]) for _ in range(2)]
        self.sum = self.x + self.y
        self.sess = tf.Session()

    def add(self, x, y):
        return self.sess.run(self.sum, {self.x: x, self.y: y})


print(Model().add([[1.0]], [[2.0]]))
"""
    )
    assert "def sum(self, x, y):" in text


@pytest.mark.parametrize(
    "line",
    [
        "[x, y] = [tf.placeholder(tf.float32, [i]) for i in range(2)]",  # not the same
        "[x, y] = [tf.placeholder(tf.float32) for _ in range(3)]",
        "[x, y] = [tf.placeholder(tf.float32) for _ in range(n)]",
        "[x, y] = [tf.placeholder(tf.float32, shape()) for _ in range(2)]",
        "[x, y] = [tf.placeholder(tf.float32) for _ in range(2) if n]",
        "both = [tf.placeholder(tf.float32) for _ in range(2)]",
        "[x, *y] = [tf.placeholder(tf.float32) for _ in range(2)]",
        "[x, y] = [tf.ones([1]) for _ in range(2)]",
        "[x, y] = [tf.placeholder(tf.float32) for _ in range(2)]; print(1)",
    ],
)
def test_left_as_it_is(line):
    assert listed_placeholders.normalise(HEAD + line + "\n", ast.parse(HEAD + line)) is None

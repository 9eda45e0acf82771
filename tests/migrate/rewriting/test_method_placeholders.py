"""Placeholders of an object that its methods compute with become parameters of the methods."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import classes, method_placeholders
from migrate.stages.attributes import DOT

CLASS = """\
import tensorflow as tf


class Model:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [])
        self.w = tf.Variable(1.0)
        self.y = self.outer(self.x) + self.outer(self.w)
        self.sess = tf.Session()

    def outer(self, y):
        return self.inner(y) + self.inner(2.0 * y)

    def inner(self, y{more}):
        {body}

    def predict(self, x):
        return self.sess.run(self.y, {{self.x: x}})
"""


def lowered(text: str) -> str:
    (found, *_) = classes.lowerings(text, ast.parse(text))
    return found.text


def test_methods_get_the_placeholder():
    text = lowered(CLASS.format(more="", body="return self.w * self.x * y"))
    found, added = method_placeholders.normalise(text, ast.parse(text))
    found = found.replace(f"self{DOT}", "self.")
    assert added == []
    assert "def self.inner(y, x):\n        return self.w * x * y" in found
    assert "return self.inner(y, x) + self.inner(2.0 * y, x)" in found
    assert "self.y = self.outer(self.x, self.x) + self.outer(self.w, self.x)" in found
    assert "self.sess.run(self.y, {self.x: x})" in found


def test_before_a_default():
    text = lowered(CLASS.format(more=", scale=2.0", body="return self.w * self.x * y * scale"))
    found, _ = method_placeholders.normalise(text, ast.parse(text))
    found = found.replace(f"self{DOT}", "self.")
    assert "def self.inner(x, y, scale=2.0):" in found
    assert "return self.inner(x, y) + self.inner(x, 2.0 * y)" in found


@pytest.mark.parametrize(
    "text",
    [
        CLASS.format(more="", body="return self.w * y"),  # reads no placeholder
        CLASS.format(more="", body="x = 2.0\n        return self.x * x * y"),  # the name means something else there
        CLASS.format(more=", *rest", body="return self.x * y"),
        CLASS.format(more="", body="return self.sess.run(self.x)"),
        CLASS.format(more="", body="return self.x * y") + "\nmodel = Model()\nprint(model.inner(1.0))\n",
        CLASS.format(more="", body="return self.x * y").replace("self.inner(y)", "list(map(self.inner, [y]))"),
    ],
)
def test_left_as_it_is(text):
    text = lowered(text)
    assert method_placeholders.normalise(text, ast.parse(text)) is None

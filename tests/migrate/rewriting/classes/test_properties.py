"""Properties of classes that build a graph."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

MODEL = """import tensorflow as tf


class Model(object):
    def __init__(self, size):
        self._size = size
        self._x = tf.placeholder(tf.float32, [None, self.size])
        self._w = tf.Variable(tf.ones([self.size, 2]))
        self._y = tf.matmul(self._x, self._w)
        self._init = tf.global_variables_initializer()

    def predict(self, sess, x):
        return sess.run(self._y, {self._x: x})

    # what it was made with
    @property
    def size(self):
        return self._size

    @property
    def init(self):
        return self._init


"""
RUN = """model = Model(3)
with tf.Session() as sess:
    sess.run(model.init)
    print(model.predict(sess, [[1.0] * model.size]))
"""


def result(text: str) -> str:
    return native.migrate("p.py", text, ast.parse(text))[0]


def test_a_property_stays_one():
    text = result(MODEL + RUN)
    assert "    # what it was made with\n    @property\n    def size(self):\n        return self._size\n" in text
    assert "tf.TensorSpec([None, self.size], tf.float32)" in text
    assert "size()" not in text
    assert "[[1.0] * model.size]" in text


def test_what_gives_the_initializer_goes():
    text = result(MODEL + RUN)
    assert "init" not in text.replace("__init__", "")


@pytest.mark.parametrize(
    "old, new",
    [
        ("return self._size\n", "return self._size\n\n    def grow(self):\n        self._size += 1\n"),
        ("    def predict", "    def change(self):\n        self.size = 4\n\n    def predict"),
        ("    @property\n    def size", "    @functools.lru_cache()\n    def size"),
        ("tf.ones([self.size, 2])", "tf.ones([self.size(), 2])"),
    ],
)
def test_what_stays_in_graph_mode(old: str, new: str):
    with pytest.raises(Obstacle):
        result("import functools\n" + (MODEL + RUN).replace(old, new).replace("self._w)", "self._w) * self.size"))

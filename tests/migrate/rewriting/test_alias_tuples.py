"""Tuples of names, one of them a training op."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import alias_tuples

START = "import tensorflow as tf\nstep = tf.train.AdamOptimizer().minimize(loss)\n"


def test_each_name_gets_a_statement():
    text = START + "if True:\n    cost, train = loss, step  # both\n"
    found = alias_tuples.normalise(text, ast.parse(text))
    assert found == (START + "if True:\n    cost = loss\n    train = step  # both\n", None)


@pytest.mark.parametrize(
    "line",
    [
        "a, b = x, y\n",  # host values
        "step, a = a, step\n",  # they change places
        "a, b = f(x), step\n",
        "a, b = pair\n",
        "a = 1; c, d = loss, step\n",
    ],
)
def test_others_stay(line: str):
    assert alias_tuples.normalise(START + line, ast.parse(START + line)) is None

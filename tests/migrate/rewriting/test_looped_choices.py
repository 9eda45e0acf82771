"""Values that a pass of a loop chooses; semantics/loop_layers_chosen.py and its siblings compare the numbers."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import looped_choices

HEAD = "import tensorflow as tf\n\nfor i, n in enumerate([2, 3]):\n"
TAIL = "    w = tf.Variable(tf.zeros([k, n]))\n"


def normalised(body: str, tail: str = TAIL) -> str | None:
    text = HEAD + body + tail
    found = looped_choices.normalise(text, ast.parse(text))
    return None if found is None else found[0]


def test_each_name_gets_an_expression():
    text = normalised("    if i == 0:\n        k = 4\n        h = x\n    else:\n        h = out\n        k = n\n")
    assert text == HEAD + "    k = 4 if i == 0 else n\n    h = x if i == 0 else out\n" + TAIL


@pytest.mark.parametrize(
    "body",
    [
        "    if i == 0:\n        k = 4\n",  # kept from the pass before
        "    if i == 0:\n        k = 4\n    else:\n        k, m = 2, 3\n",
        "    if i == 0:\n        k = 4\n    else:\n        k = k + 1\n",
        "    if i == 0:\n        k = f()\n    else:\n        k = 2\n",
        "    if i == 0:\n        k = 4, 5\n    else:\n        k = 2, 3\n",
        "    if test():\n        k = 4\n    else:\n        k = 2\n",
        "    if i == 0:\n        k = 4  # the first\n    else:\n        k = 2\n",
        "    if i == 0:\n        k = 4\n    elif i == 1:\n        k = 2\n    else:\n        k = 3\n",
    ],
)
def test_others_are_left(body):
    assert normalised(body) is None


def test_loops_that_make_no_variables_are_left():
    body = "    if i == 0:\n        k = 4\n    else:\n        k = 2\n"
    assert normalised(body, "    print(tf.Variable, k)\n") is None

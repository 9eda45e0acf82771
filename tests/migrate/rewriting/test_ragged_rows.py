"""Rows of several arrays that are handed to code which is not followed."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

START = (
    "import random\nimport tensorflow as tf\nimport data_helpers\nx = tf.placeholder(tf.float32, [None])\ny = x * 2.0\n"
)
RUN = "with tf.Session() as sess:\n    print(sess.run(y, {x: [1.0]}))\n"


def test_rows_that_may_differ_in_length():
    text = START + "batches = data_helpers.batches(list(zip(a, b)), 3)\n" + RUN
    with pytest.raises(Obstacle, match="numpy 2 makes no array of uneven ones"):
        native.migrate("a.py", text, ast.parse(text))


@pytest.mark.parametrize(
    "call", ["random.shuffle(list(zip(a, b)))", "data_helpers.batches(list(a))", "list(zip(a, b))"]
)
def test_other_rows(call):
    text = START + f"a = b = [1]\nrows = {call}\n" + RUN
    native.migrate("a.py", text, ast.parse(text))

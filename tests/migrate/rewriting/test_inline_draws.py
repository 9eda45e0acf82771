"""Elements of iterators that are drawn inside expressions."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import inline_draws

HEAD = "import tensorflow as tf\niterator = tf.data.Dataset.range(3).make_one_shot_iterator()\n"


def test_each_draw_gets_a_name_where_the_iterator_is_made():
    text = HEAD + "for i in range(3):\n    print(sess.run(iterator.get_next()))\nx = f(iterator.get_next())\n"
    found, added = inline_draws.normalise(text, ast.parse(text))
    lines = found.split("\n")
    assert sorted(lines[2:4]) == ["next_element = iterator.get_next()", "next_element_2 = iterator.get_next()"]
    assert "    print(sess.run(next_element" in found
    assert added == [3, 4]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "x = iterator.get_next()\n",
        HEAD + "iterator = other()\nprint(sess.run(iterator.get_next()))\n",  # bound twice
        "import tensorflow as tf\nfor i in range(2):\n"
        "    iterator = d.make_one_shot_iterator()\n    print(sess.run(iterator.get_next()))\n",
        "def f(iterator):\n    return g(iterator.get_next())\n",
        HEAD + "print(sess.run(iterator.get_next(\n)))\n",  # a piece of several lines
    ],
)
def test_left_as_it_is(text):
    assert inline_draws.normalise(text, ast.parse(text)) is None

"""Forms of TF1 that are spelled in others before a program is interpreted."""

from __future__ import annotations

import ast

from migrate.rewriting import normalising

DRAWS = """\
import tensorflow as tf
iterator = dataset.make_one_shot_iterator()
for step in range(3):
    print(sess.run(iterator.get_next()))
update = tf.group(tf.assign(a, 1.0))
"""


def test_lines_are_followed_through_all_forms():
    text, lines = normalising.normalise(DRAWS, ast.parse(DRAWS))
    assert text.split("\n")[2:6] == [
        "next_element = iterator.get_next()",
        "for step in range(3):",
        "    print(sess.run(next_element))",
        "update_2 = tf.assign(a, 1.0)" if "update_2" in text else "update = tf.assign(a, 1.0)",
    ]
    assert [lines[n] for n in (1, 2, 4, 5)] == [1, 2, 3, 4]
    assert lines[len(text.split("\n"))] == 6
    assert lines[len(text.split("\n")) + 5] == 6  # beyond the end


def test_nothing_to_spell():
    assert normalising.normalise("import tensorflow as tf\n", ast.parse("import tensorflow as tf\n")) is None


def test_statements_that_become_others():
    before = "a\nb\nc\nd\n"
    found = normalising.compared(before, "a\nx\ny\nc\nd\n", [1, 2, 3, 4, 5])
    assert found == [1, 2, 2, 3, 4, 5]

"""Programs indented with tabs: the same result as with spaces, tabs in it, and places of the file."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native, tabs
from migrate.stages.program import Obstacle

PROGRAM = '''import tensorflow as tf


class Net:
    def __init__(self, size):
        """A sum.

        Of {size} numbers.
        """
        self.size = size
        self.define()

    def define(self):
        text = """
        kept
    as it is"""
        self.x = tf.placeholder(tf.float32,
                                shape=[self.size])
        self.y = tf.reduce_sum(self.x) + len(text)

    def run(self, values):
        with tf.Session() as session:
            for value in values:
                print(session.run(self.y,
                                  feed_dict={self.x: value}))


Net(2).run([[1.0, 2.0]])
'''


def with_tabs(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        rest = line.lstrip(" ")
        lines.append("\t" * ((len(line) - len(rest)) // 4) + rest)
    return "\n".join(lines)


def migrated(text: str) -> str:
    return native.migrate("net.py", text, ast.parse(text))[0]


def test_a_program_with_tabs_comes_out_as_one_with_spaces():
    found = migrated(with_tabs(PROGRAM))
    assert found == with_tabs(migrated(PROGRAM))
    assert "placeholder" not in found and "\n\t" in found and "\n  " not in found


def test_a_string_over_several_lines_keeps_its_white_space():
    text = 'def f():\n\tx = """\n\t    a\n        b"""\n\treturn x\n'
    read = tabs.spaced(text, ast.parse(text))
    assert read.text == 'def f():\n    x = """\n\t    a\n        b"""\n    return x\n'
    assert read.restored(read.text) == text


def test_a_kept_line_comes_back_byte_for_byte():
    text = "def f(a,\n\t        b):\n\treturn (a +\n\t\t\t   b)\n"
    read = tabs.spaced(text, ast.parse(text))
    assert read.restored(read.text) == text
    assert read.restored("if True:\n    " + read.text.replace("\n", "\n    ").rstrip() + "\n").startswith(
        "if True:\n\tdef"
    )


@pytest.mark.parametrize("text", ["def f():\n    return 1\n", "def f():\n\tif f:\n\t    return 1\n", "x = 1\n"])
def test_other_indentation_is_left(text):
    assert tabs.spaced(text, ast.parse(text)) is None


def test_places_are_those_of_the_file():
    text = "import tensorflow as tf\ndef f():\n\tq = tf.FIFOQueue(3, [tf.float32])\n\treturn q.size()\n"
    text += "with tf.Session() as s:\n\tprint(s.run(f()))\n"
    with pytest.raises(Obstacle) as one:
        migrated(text)
    assert (one.value.node.lineno, one.value.node.col_offset) == (3, 5)
    with pytest.raises(Obstacle) as one:
        main = "import tensorflow as tf\nfrom m import f\n" + text[text.index("with") :]
        native.migrate_program([("m.py", text[: text.index("with")]), ("a.py", main)])
    assert one.value.node.col_offset == 5


def test_a_file_with_tabs_beside_one_with_spaces():
    helper = "import tensorflow as tf\n\n\ndef dense(x):\n\treturn tf.reduce_sum(x)\n"
    main = "import tensorflow as tf\nfrom helper import dense\n\nx = tf.placeholder(tf.float32, [2])\ny = dense(x)\n"
    main += "with tf.Session() as sess:\n    for i in range(2):\n        print(sess.run(y, {x: [i, i]}))\n"
    texts, _ = native.migrate_program([("helper.py", helper), ("main.py", main)])
    assert "\n\treturn" in texts["helper.py"] and "\n    print(" in texts["main.py"]

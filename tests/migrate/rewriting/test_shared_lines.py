"""Statements that share a line get lines of their own where graph statements are among them."""

import ast
import textwrap

import pytest

from migrate.edits import Source
from migrate.rewriting import native, shared_lines


def apart(text: str, *lines: int) -> tuple[str, list[int]] | None:
    return shared_lines.apart(textwrap.dedent(text).lstrip("\n"), set(lines))


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("a = 1; b = 2\nc = 3; d = 4\n", 1, "a = 1\nb = 2\nc = 3; d = 4\n"),
        ("a = 1; b = 2  # two\n", 1, "a = 1\nb = 2  # two\n"),
        ("a = 1;\nb = 2\n", 1, "a = 1\nb = 2\n"),
        ("a = 1 ;  # one\n", 1, "a = 1  # one\n"),
        ("a = 1; \\\n    b = 2\n", 2, "a = 1\nb = 2\n"),
        ("if a: b = 1; c = 2\n", 1, "if a:\n    b = 1\n    c = 2\n"),
        ("for a in b:\n  if a: c = 1\n  else: c = 2\n", 3, "for a in b:\n  if a: c = 1\n  else:\n    c = 2\n"),
        ("if (a and\n        b): c = 1\n", 2, "if (a and\n        b):\n    c = 1\n"),
        ("try: a = 1\nexcept KeyError: b = 2\n", 2, "try: a = 1\nexcept KeyError:\n    b = 2\n"),
        ("if a: \\\n        b = 1\n", 2, "if a:\n    b = 1\n"),
        ('a = """;\n"""; b = ";"\n', 2, 'a = """;\n"""\nb = ";"\n'),
        ("d = {1: 2}; e = d[1:]\n", 1, "d = {1: 2}\ne = d[1:]\n"),
        ("\u00e9 = 1; b = \u00e9\n", 1, "\u00e9 = 1\nb = \u00e9\n"),
    ],
)
def test_lines_are_taken_apart(text, line, expected):
    found = shared_lines.apart(text, {line})
    assert found is not None and found[0] == expected
    assert ast.dump(ast.parse(found[0])) == ast.dump(ast.parse(text))


def test_only_the_lines_asked_for_change():
    assert shared_lines.apart("a = 1; b = 2\nc = 3\n", {2}) is None


def test_each_line_knows_the_one_it_came_from():
    text, origin = shared_lines.apart("a = 1; b = 2\nc = 3; \\\n  d = 4\ne = 5; f = 6\n", {1, 2, 3, 4})
    assert text.split("\n") == ["a = 1", "b = 2", "c = 3", "d = 4", "e = 5", "f = 6", ""]
    assert origin == [1, 1, 2, 3, 4, 4, 5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a = 1; b = 2\n", True), ("b = 2  # ; two\n", False), ("b = ';'\n", False), ("if c: b = 2\n", True)],
)
def test_shared(text, expected):
    node = next(n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Assign) and n.targets[0].id == "b")
    assert shared_lines.shared(Source(text), node) is expected


def test_lines_of_the_host_program_stay():
    text = textwrap.dedent("""\
        import numpy as np; import tensorflow as tf
        x = tf.placeholder(tf.float32, [None]); y = x * 2  # doubled
        n = 0; m = 1
        if m: z = y + 1
        else: z = y
        with tf.Session() as sess: print(sess.run(z, {x: np.ones(3)})); n += 1
        """)
    result, findings = native.migrate("p.py", text, ast.parse(text))
    assert "import numpy as np; import tensorflow as tf\n" in result and "n = 0; m = 1\n" in result
    assert "    y = x * 2  # doubled\n" in result
    assert "    if m: z = y + 1\n    else: z = y\n" in result
    assert result.endswith("print(z(np.ones(3)).numpy())\nn += 1\n")
    assert {f.line for f in findings} <= set(range(1, 7))


def test_methods_on_one_line():
    text = textwrap.dedent("""\
        import numpy as np
        import tensorflow as tf


        class Model(object):
            def __init__(self, sess):
                self.sess = sess; self.count = 0
                self.x = tf.placeholder(tf.float32, [None, 2]); self.y = tf.placeholder(tf.float32, [None, 1])
                with tf.variable_scope("net"): self.out = self.net(self.x)
                self.loss = tf.reduce_mean(tf.square(self.out - self.y))
                sess.run(tf.global_variables_initializer())

            def net(self, x): return tf.layers.dense(x, 1, kernel_initializer=tf.constant_initializer(0.5))

            def fit(self, x, y): self.count += 1; return self.sess.run(self.loss, {self.x: x, self.y: y})


        model = Model(tf.Session()); data = np.ones([3, 2], "float32")
        print(model.fit(data, data[:, :1]))
        """)
    result, findings = native.migrate("p.py", text, ast.parse(text))
    assert {f.line for f in findings} <= set(range(1, text.count("\n") + 1))
    assert "def fit(self, x, y):\n        self.count += 1\n        return self." in result

"""Versions of TensorFlow may be shown; a program that decides by them stays in graph mode."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

PROGRAM = """import tensorflow as tf
{}
x = tf.placeholder(tf.float32)
with tf.Session() as sess:
    print(sess.run(x * 2.0, {{x: 1.0}}))
"""


def migrated(line):
    text = PROGRAM.format(line)
    return native.migrate("p.py", text, ast.parse(text))[0]


@pytest.mark.parametrize(
    "line, expected",
    [
        ("print(tf.__version__)", "print(tf.__version__)"),
        ("print('TF', tf.VERSION.lower() if 0 else 1)", None),
        ("print('TensorFlow %s' % tf.VERSION)", "print('TensorFlow %s' % tf.version.VERSION)"),
        ("print('{}'.format(tf.__version__.split('.')[0]))", "print('{}'.format(tf.__version__.split('.')[0]))"),
        ("assert tf.__version__ >= '1.0'", "assert tf.__version__ >= '1.0'"),
        ("assert tf.__version__.startswith('1')", "import tensorflow as tf\nx_spec ="),
        ("assert tf.__version__ == '1.15.5'", None),
        ("if tf.__version__ < '1.4':\n    print('old')", None),
        ("old = tf.VERSION < '1.4'", None),
        ("print('old' if tf.__version__ < '1.4' else 'new')", None),
    ],
)
def test_versions(line, expected):
    if expected is None:
        with pytest.raises(Obstacle):
            migrated(line)
    else:
        assert expected in migrated(line)

"""Tags of a helper's summaries under scopes of its callers; semantics/helper_summaries_*.py compares the numbers."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

PROGRAM = """\
import tensorflow as tf


def attach({parameters}):
    tf.summary.scalar("average", tf.reduce_mean(v))


x = tf.placeholder(tf.float32, [3])
with tf.name_scope("one"):
    attach({one})
with tf.name_scope("two"):
    attach({two})
merged = tf.summary.merge_all()
with tf.Session() as sess:
    print(sess.run(merged, {{x: [1.0, 2.0, 3.0]}}))
"""


def migrated(**words: str) -> str:
    text = PROGRAM.format(**words)
    return native.migrate("program.py", text, ast.parse(text), "default")[0]


@pytest.mark.parametrize(
    ("parameters", "one", "two", "header", "call"),
    [
        ("v", "x", "2.0 * x", "def attach(v, summaries, scope):", 'attach(2.0 * x, summaries, "two")'),
        ("v, w=1.0", "x", "x, w=2.0", "def attach(summaries, v, scope, w=1.0):", 'attach(summaries, x, "two", w=2.0)'),
        ("v", "x", "v=x", "def attach(v, summaries, scope):", 'attach(v=x, summaries=summaries, scope="two")'),
    ],
)
def test_the_callers_hand_their_scopes_over(parameters, one, two, header, call):
    text = migrated(parameters=parameters, one=one, two=two)
    assert header in text and call in text
    assert 'tags=f"{scope}/average"' in text


@pytest.mark.parametrize(("parameters", "one"), [("*v", "x"), ("**v", "v=x")])
def test_parameters_without_a_place_are_left(parameters, one):
    with pytest.raises(Obstacle):
        migrated(parameters=parameters, one=one, two=one)

"""Templates that a program gets."""

from __future__ import annotations

import ast

import pytest
from forms import native

from migrate.rewriting import helpers

PROGRAM = """\
import tensorflow as tf

rate = tf.placeholder(tf.float32, [])
w = tf.Variable(3.0)
step = tf.train.MomentumOptimizer(rate, 0.9).minimize(tf.square(w))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(step, {rate: 0.1})
"""


@pytest.mark.parametrize("path", sorted(helpers.TEMPLATES.glob("*.py.txt")), ids=lambda p: p.name)
def test_templates_parse(path):
    ast.parse(path.read_text(encoding="utf-8"))


def test_a_name_that_the_program_uses():
    text = native(PROGRAM.replace("rate = tf", "Momentum = 3\nrate = tf"))
    assert "class Momentum_2(tf.Module):" in text and "= Momentum_2(0.9)" in text


def test_another_alias():
    text = native(PROGRAM.replace("as tf", "as t").replace("tf.", "t."))
    assert "class Momentum(t.Module):" in text and "tf." not in text

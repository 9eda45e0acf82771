"""Lists of tensors that a loop fills, where runs fetch them."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

START = """import tensorflow as tf
x = tf.placeholder(tf.float32, [2])
layers = [x]
for i in range(3):
    layers.append(layers[-1] * 2.0)
total = tf.reduce_sum(layers[-1])
with tf.Session() as sess:
"""


def migrated(lines: str) -> str:
    text = START + "".join(f"    {line}\n" for line in lines.split("\n"))
    return native.migrate("p.py", text, ast.parse(text))[0]


def test_a_list_alone_is_what_its_function_returns():
    text = migrated("print(sess.run(layers, {x: [1, 2]}))")
    assert "    layers = [x]\n" in text and "    return layers\n" in text
    assert "print([t.numpy() for t in " in text


def test_a_list_beside_other_fetches_keeps_their_structure():
    text = migrated("cost, values = sess.run([total, layers], {x: [1, 2]})")
    assert "    return total, layers\n" in text
    assert "cost, values = tf.nest.map_structure(lambda t: t.numpy(), " in text


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("print(sess.run(layers, {x: [1, 2]}))\nlayers.append(x)", "a list of fetches is filled further after a run"),
        ("print(sess.run(layers + [tf.Variable(1.0)], {x: [1, 2]}))", "the list of fetches is built at run time"),
    ],
)
def test_what_is_left(lines: str, reason: str):
    with pytest.raises(Obstacle) as raised:
        migrated(lines)
    assert raised.value.reason == reason

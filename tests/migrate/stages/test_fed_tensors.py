"""Tensors that runs feed although they are no placeholders."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

RUN = "with tf.Session() as sess:\n    print(sess.run(y, {a: 15}))\n"


def result(text: str) -> str:
    text = "import tensorflow as tf\n" + text
    return native.migrate("p.py", text, ast.parse(text))[0]


def test_a_constant_is_a_parameter():
    text = result("a = tf.add(2, 5)\ny = a * 3\n" + RUN + "    print(sess.run(y))\n")
    assert "a = tf.add(2, 5)\na_spec = tf.TensorSpec.from_tensor(a)\n" in text
    assert "print(y(15).numpy())\nprint(y(a).numpy())\n" in text


def test_a_name_with_another_meaning_before():
    text = result("a = tf.constant(1)\nz = a + 1\na = tf.add(2, 5)\ny = a * 3\n" + RUN + "    print(sess.run(y))\n")
    assert "a_default = tf.add(2, 5)" in text
    assert "y(a_default)" in text


def test_a_placeholder_in_an_expression_of_numbers():
    text = result("a = tf.placeholder(tf.float32, [None]) / 255.\ny = a * 3\n" + RUN.replace("15", "[15]"))
    assert "a_spec = tf.TensorSpec([None], tf.float32)\n" in text
    assert "255" not in text


@pytest.mark.parametrize(
    "graph",
    [
        "x = tf.placeholder(tf.float32, [])\na = x * 2\ny = a * 3\n",
        "a = tf.Variable(2.0)\ny = a * 3\n",
        "a = tf.random_normal([])\ny = a * 3\n",
        "a = tf.placeholder(tf.int32, []) / 2\ny = a * 3\n",
        "a = tf.placeholder(tf.float32, []) + [1.0, 2.0]\ny = a * 3\n",
    ],
)
def test_what_is_not_certain_stays(graph: str):
    with pytest.raises(Obstacle, match="no placeholder is fed|not simply assigned"):
        result(graph + RUN)

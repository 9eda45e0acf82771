"""Helpers that are called in a fetch."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import fetched_calls

START = """import tensorflow as tf
z = tf.placeholder(tf.float32, [])
def double(x):
    y = x * 2.0
    return tf.tanh(y)
"""


def result(text: str) -> tuple[str, list[int]] | None:
    return fetched_calls.normalise(START + text, ast.parse(START + text))


def test_a_name_before_the_loop():
    found = result(
        "with tf.Session() as sess:\n"
        "    for i in range(3):\n"
        "        print(sess.run([double(z), z], {z: i}))\n"
        "    print(sess.run(double(z), {z: 1.0}))\n"
    )
    assert found == (
        START + "with tf.Session() as sess:\n"
        "    double_output = double(z)\n"
        "    for i in range(3):\n"
        "        print(sess.run([double_output, z], {z: i}))\n"
        "    print(sess.run(double_output, {z: 1.0}))\n",
        [7],
    )


@pytest.mark.parametrize(
    "text",
    [
        "def noisy(x):\n    return x + tf.random_normal([])\nsess = tf.Session()\nsess.run(noisy(z), {z: 1.0})\n",
        "def kept(x):\n    return tf.Variable(1.0) * x\nsess = tf.Session()\nsess.run(kept(z), {z: 1.0})\n",
        "def said(x):\n    print(x)\n    return x\nsess = tf.Session()\nsess.run(said(z), {z: 1.0})\n",
        "sess = tf.Session()\nfor w in [z]:\n    sess.run(double(w), {z: 1.0})\n",
        "sess = tf.Session()\nsess.run(double(tf.random_normal([])), {z: 1.0})\n",
        "k = 2.0\ndef by(x):\n    return x * k\nsess = tf.Session()\nk = 3.0\nsess.run(by(z), {z: 1.0})\n",
        "def f(sess):\n    return sess.run(double(z), {z: 1.0})\n",
        "sess = tf.Session()\nsess.run(tf.tanh(z), {z: 1.0})\n",
    ],
)
def test_what_is_not_certain_stays(text: str):
    assert result(text) is None

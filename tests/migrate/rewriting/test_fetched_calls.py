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


LOOP = "sess = tf.Session()\nfor i in range(3):\n    "
NOISY = "def noisy(x):\n    return x + tf.random_normal([])\n"
TWO = "def two(x):\n    return {'a': x, 'b': [x + 1.0, tf.random_normal([])]}\n"


@pytest.mark.parametrize(
    "text",
    [
        NOISY + LOOP + "sess.run(noisy(z), {z: 1.0})\n",
        "def kept(x):\n    return tf.Variable(1.0) * x\n" + LOOP + "sess.run(kept(z), {z: 1.0})\n",
        "def said(x):\n    print(x)\n    return x\n" + LOOP + "sess.run(said(z), {z: 1.0})\n",
        "sess = tf.Session()\nfor w in [z]:\n    sess.run(double(w), {z: 1.0})\n",
        LOOP + "sess.run(double(tf.random_normal([])), {z: 1.0})\n",
        "k = 2.0\ndef by(x):\n    return x * k\nsess = tf.Session()\nk = 3.0\nfor i in range(3):\n"
        "    sess.run(by(z), {z: 1.0})\n",
        "def f(sess):\n    return sess.run(double(z), {z: 1.0})\n",
        "sess = tf.Session()\nsess.run(tf.tanh(z), {z: 1.0})\n",
        NOISY + "sess = tf.Session()\nprint(input(), sess.run(noisy(z), {z: 1.0}))\n",
        NOISY + "sess = tf.Session()\nprint([sess.run(noisy(z), {z: 1.0}) for i in range(3)])\n",
        NOISY + "sess = tf.Session()\nprint(input and sess.run(noisy(z), {z: 1.0}))\n",
    ],
)
def test_what_is_not_certain_stays(text: str):
    assert result(text) is None


def test_a_statement_of_its_own_may_make_anything_and_take_a_part():
    found = result(
        NOISY + TWO + "sess = tf.Session()\nk = 3.0\nk = 4.0\n"
        "print(sess.run([two(k)['b'][-1], noisy(z)], {z: float(input())}), sess.run(two(z)['a']))\n"
        "print(sess.run(noisy(z), {z: 1.0}))\n"
    )
    assert found is not None
    assert found[0].startswith(START + NOISY + TWO)
    assert found[0].splitlines()[-5:] == [
        "two_output = two(k)['b'][-1]",
        "noisy_output = noisy(z)",
        "print(sess.run([two_output, noisy_output], {z: float(input())}), sess.run(two(z)['a']))",
        "noisy_output_2 = noisy(z)",
        "print(sess.run(noisy_output_2, {z: 1.0}))",
    ]

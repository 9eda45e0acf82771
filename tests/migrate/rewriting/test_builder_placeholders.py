"""Placeholders that a builder makes and gives back."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import builder_placeholders

HEAD = "import tensorflow as tf\n\n"
BUILDER = """def build(n, sizes=[4, 2]):
    # the input
    x = tf.placeholder(tf.float32, [None, sizes[0]], name='x')
    t = tf.placeholder(tf.float32, [None, n])
    y = x * n
    return {'x': x, 'target': t, 'y': y}

"""


def moved(text: str) -> str | None:
    found = builder_placeholders.normalise(HEAD + text, ast.parse(HEAD + text))
    return None if found is None else found[0].removeprefix(HEAD)


def test_placeholders_are_made_beside_the_call():
    found = moved(BUILDER + "net = build(3)\nprint(sess.run(net['y'], {net['x']: 1, net['target']: 2}))\n")
    assert (
        found
        == """def build(x, n, sizes=[4, 2]):
    y = x * n
    return {'y': y}

# the input
x = tf.placeholder(tf.float32, [None, 4], name='x')
t = tf.placeholder(tf.float32, [None, 3])
net = build(x, 3)
print(sess.run(net['y'], {x: 1, t: 2}))
"""
    )


def test_a_tuple_of_one_is_that_one():
    found = moved(
        "def build():\n    x = tf.placeholder(tf.float32)\n    return x, x * 2\n\n"
        "a, b = build()\nprint(sess.run(b, {a: 1}))\n"
    )
    assert found == (
        "def build(x):\n    return x * 2\n\na = tf.placeholder(tf.float32)\nb = build(a)\nprint(sess.run(b, {a: 1}))\n"
    )


def test_a_name_that_is_taken_beside_the_call():
    found = moved(BUILDER + "x = 5\nnet = build(3)\nprint(net['y'], net['x'], x)\n")
    assert "build_x = tf.placeholder(tf.float32, [None, 4], name='x')\n" in found
    assert found.endswith("net = build(build_x, 3)\nprint(net['y'], build_x, x)\n")


CALL = "net = build(3)\nprint(net['y'], net['x'])\n"


@pytest.mark.parametrize(
    "text",
    [
        BUILDER + "net = build(3)\nother = build(4)\nprint(net['y'])\n",  # two calls
        BUILDER + "net = build(3)\nshow(net)\n",  # what is given back goes elsewhere
        BUILDER + "net = build(3)\nnet['z'] = 1\nprint(net['y'])\n",
        BUILDER + "for i in range(2):\n    net = build(i)\n    print(net['y'])\n",
        BUILDER + "show(build)\n" + CALL,
        BUILDER.replace("def build", "@cached\ndef build") + CALL,
        BUILDER.replace("    y = x", "    if n > 2:\n        return {}\n    y = x") + CALL,
        BUILDER.replace("    y = x", "    x = x + 1\n    y = x") + CALL,
        BUILDER.replace("    t = ", "    n = n + 1\n    t = ") + CALL,  # a size that the builder computes
        BUILDER.replace("    t = ", "    if n: t = ") + CALL,
        BUILDER.replace("'x': x,", "'x': x, 'same': x,") + CALL,
        BUILDER.replace(", 'y': y", "") + CALL,  # nothing is left to give back
        BUILDER.replace("n, sizes", "n, *more, sizes") + CALL,
        BUILDER + "arguments = [3]\nnet = build(*arguments)\nprint(net['y'])\n",
    ],
)
def test_left_as_it_is(text):
    assert moved(text) is None

"""Ops that loops and functions make anew each time they run them."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import ops_in_loops

START = "import tensorflow as tf\nx = tf.placeholder(tf.float32, [None])\ny = x * 2.0\n"


def result(text: str) -> str | None:
    found = ops_in_loops.normalise(START + text, ast.parse(START + text))
    return found[0].removeprefix(START) if found is not None else None


def test_a_loop():
    assert (
        result(
            "with tf.Session() as sess:\n"
            "    for i in range(3):\n"
            "        # how far\n"
            "        error = tf.reduce_mean(y)\n"
            "        print(sess.run(error, {x: [i]}))\n"
        )
        == "with tf.Session() as sess:\n"
        "    # how far\n"
        "    error = tf.reduce_mean(y)\n"
        "    for i in range(3):\n"
        "        print(sess.run(error, {x: [i]}))\n"
    )


def test_a_function_whose_name_the_module_has():
    found = result(
        "def error(rows):\n"
        "    total = tf.reduce_sum(y)\n"
        "    share = total / 3.0\n"
        "    return sess.run(share, {x: rows})\n"
        "total = 0\n"
    )
    assert found is not None
    assert found.startswith(
        "error_total = tf.reduce_sum(y)\nshare = error_total / 3.0\n\n\ndef error(rows):\n    return"
    )


def test_an_op_of_a_fetched_op():
    found = result("for i in range(3):\n    e = y + 1.0\n    m = tf.tanh(y)\n    sess.run([e, tf.exp(m)], {x: [i]})\n")
    assert found == "e = y + 1.0\nm = tf.tanh(y)\nfor i in range(3):\n    sess.run([e, tf.exp(m)], {x: [i]})\n"


@pytest.mark.parametrize(
    "body",
    [
        "e = tf.reduce_mean(y) * i\n    print(sess.run(e, {x: [i]}))",  # the number differs each time
        "e = tf.random_normal([])\n    print(sess.run(e))",
        "v = tf.Variable(1.0)\n    print(sess.run(v))",
        "e = tf.reduce_mean(y)\n    print(e)\n    print(sess.run(e, {x: [i]}))",  # used otherwise too
        "e = tf.reduce_mean(y)\n    e = e + tf.reduce_mean(y)\n    print(sess.run(e, {x: [i]}))",
        "op = tf.assign(w, 1.0)\n    sess.run(op)",
        "with tf.control_dependencies([w]):\n        e = tf.identity(y)\n    print(sess.run(e, {x: [i]}))",
        "files = tf.gfile.Glob('*')\n    sess.run(files)",
    ],
)
def test_others_stay(body: str):
    assert result(f"w = tf.Variable(0.0)\nsess = tf.Session()\nfor i in range(3):\n    {body}\n") is None


TARGETS = """def learn():
    ours = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="ours")
    theirs = tf.trainable_variables("theirs")
    sess.run([tf.assign(t, e) for t, e in zip(ours, theirs)])
"""


def test_an_update_over_lists_of_variables():
    assert result("sess = tf.Session()\n" + TARGETS) == (
        "sess = tf.Session()\n"
        'ours = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="ours")\n'
        'theirs = tf.trainable_variables("theirs")\n'
        "update = [tf.assign(t, e) for t, e in zip(ours, theirs)]\n\n\n"
        "def learn():\n    sess.run(update)\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "sess = tf.Session()\n" + TARGETS + "v = tf.Variable(1.0)\n",  # made when the function runs
        "sess = tf.Session()\n" + TARGETS + "    print(len(ours))\n",
        "sess = tf.Session()\n" + TARGETS.replace('"theirs"', "name"),
    ],
)
def test_lists_that_may_differ_stay(text: str):
    assert result(text) is None

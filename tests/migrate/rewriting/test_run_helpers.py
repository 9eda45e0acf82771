"""Functions that run the tensors that they are given."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import run_helpers

SHOW = """def show(sess, value, inputs, data=None):
    # one run
    return sess.run(value, {inputs: data})
"""
GRAPH = "x = tf.placeholder(tf.float32, [2])\ntotal = tf.reduce_sum(x)\n"
MAIN = "def main(sess):\n" + "".join(f"    {line}\n" for line in GRAPH.splitlines())
OPENS = SHOW.replace("sess, ", "").replace("    return", "    sess = tf.Session()\n    return")


IMPORT = "import tensorflow as tf\n"


def result(text: str) -> str | None:
    found = run_helpers.normalise(IMPORT + text, ast.parse(IMPORT + text))
    return None if found is None else found[0].removeprefix(IMPORT)


def test_tensors_of_the_module_are_read_by_their_names():
    text = result(SHOW + GRAPH + "print(show(sess, total, x, [1, 2]))\nshow(sess, inputs=x, data=a, value=total)\n")
    assert text == (
        "def show(sess, data=None):\n"
        "    # one run\n"
        "    return sess.run(total, {x: data})\n" + GRAPH + "print(show(sess, [1, 2]))\nshow(sess, data=a)\n"
    )


def test_a_function_of_the_tensors_of_another_one_is_made_in_it():
    text = result(SHOW + MAIN + "    print(show(sess, total, x, [1, 2]))\nmain(s)\n")
    assert text == (
        MAIN + "\n    # one run\n".replace("    # one run\n", "") + "    def show(sess, data=None):\n"
        "        # one run\n"
        "        return sess.run(total, {x: data})\n"
        "\n"
        "    print(show(sess, [1, 2]))\n"
        "main(s)\n"
    )


def test_a_function_that_opens_a_session_is_written_out():
    text = result(OPENS + MAIN + "    value = show(total, x, [1, 2])\n    print(value)\nmain(s)\n")
    assert "def show" not in text
    assert "    value_sess = tf.Session()\n" in text
    assert "    value = value_sess.run(total, {x: data})\n" in text


def test_what_a_function_hands_on():
    outer = "def outer(sess, out, place):\n    show(sess, out, place, 1)\n    show(sess, out, place, 2)\n"
    text = result(SHOW + outer + GRAPH + "outer(sess, total, x)\n")
    assert "def show(sess, data=None):\n" in text and "    return sess.run(total, {x: data})\n" in text
    assert "def outer(sess):\n    show(sess, 1)\n    show(sess, 2)\n" in text


@pytest.mark.parametrize(
    "text",
    [
        SHOW,  # nobody calls it
        SHOW + GRAPH + "other = tf.reduce_max(y)\nshow(sess, total + 1, f(x))\nshow(sess, other - 1, x * 1)\n",
        SHOW + GRAPH + "wrap(show)\nshow(sess, total, x)\n",
        SHOW + GRAPH + "show(sess, *given)\n",
        SHOW.replace("return", "yield") + GRAPH + "show(sess, total, x)\n",
        SHOW.replace("return", "return lambda:") + GRAPH + "show(sess, total, x)\n",
        SHOW.replace("    # one run\n", "    total = 1\n    x = 2\n") + GRAPH + "show(sess, total, x)\n",
        SHOW + "for i in range(2):\n" + MAIN.split(":\n", 1)[1] + "    show(sess, total, x)\n",
        SHOW.replace("=None", "=[]") + MAIN + "    print(show(sess, total, x))\nmain(s)\n",
        SHOW.replace("data}", "data * k}") + MAIN + "    k = 2\n    print(show(sess, total, x))\nk = 1\nmain(s)\n",
        OPENS + MAIN + "    show(total, x)\n    show(total, x)\nmain(s)\n",
        OPENS.replace("    sess =", "    import e\n    sess =") + MAIN + "    e = 1\n    show(total, x)\nmain(s)\n",
    ],
)
def test_what_is_left(text: str):
    assert result(text) is None

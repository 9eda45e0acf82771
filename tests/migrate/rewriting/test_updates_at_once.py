"""Assignments that are made and run at one place."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native, updates_at_once
from migrate.stages.program import Obstacle

HEAD = "import tensorflow as tf\nv = tf.Variable(1.0)\nsess = tf.InteractiveSession()\nv.initializer.run()\n"


def native_text(body: str) -> str:
    text = HEAD + body
    return native.migrate("p.py", text, ast.parse(text))[0]


@pytest.mark.parametrize("run", ["up.eval()", "sess.run(up)"])
@pytest.mark.parametrize("made", ["tf.assign(v, 2.0 * i)", "v.assign(2.0 * i)"])
def test_an_update_of_a_loop_is_the_assignment(made: str, run: str):
    assert "for i in range(3):\n    v.assign(2.0 * i)\n" in native_text(
        f"for i in range(3):\n    up = {made}\n    {run}\n"
    )


def test_the_value_of_an_assignment_is_read_from_the_variable():
    text = native_text("for i in range(3):\n    print(sess.run(tf.assign_add(v, 2.0 * i)))\n")
    assert "print(v.assign_add(2.0 * i).numpy())" in text


@pytest.mark.parametrize(
    "body",
    [
        "for i in range(3):\n    up = tf.assign(v, 2.0)\n    up.eval()\n    print(up.eval())\n",  # run again
        "for i in range(3):\n    up = tf.assign(v, 2.0)\n    print(i)\n    up.eval()\n",  # not at once
        "for i in range(3):\n    up = v + 1.0\n    up.eval()\n",  # no assignment
        "up = tf.assign(v, 2.0)\nup.eval()\n",  # made once
    ],
)
def test_others_stay(body: str):
    assert updates_at_once.normalise(HEAD + body, ast.parse(HEAD + body)) is None


def test_a_value_that_a_run_computes_keeps_the_graph():
    with pytest.raises(Obstacle):
        native_text(
            "x = tf.placeholder(tf.float32)\nfor i in range(3):\n    sess.run(tf.assign(v, x), {x: 1.0})\n    v = 1\n"
        )

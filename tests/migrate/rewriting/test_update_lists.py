"""Lists of assignments that a run fetches as a whole."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

START = "import tensorflow as tf\nx = tf.placeholder(tf.float32, [])\na = tf.Variable(1.0)\nb = tf.Variable(2.0)\n"
END = "with tf.Session() as sess:\n    sess.run(tf.global_variables_initializer())\n"


def result(graph: str, run: str) -> str:
    text = START + graph + END + "".join(f"    {line}\n" for line in run.split("\n"))
    return native.migrate("p.py", text, ast.parse(text))[0]


def test_each_update_is_a_statement():
    text = result("step = [tf.assign(a, a + x), b.assign(b * x)]\n", "sess.run(step, {x: 3.0})")
    assert "def step(x):\n    a.assign(a + x)\n    b.assign(b * x)\n" in text
    assert "step(3.0)" in text


def test_results_that_are_kept_are_returned():
    text = result("step = [tf.assign(a, a + x), b.assign(b * x)]\n", "print(sess.run(step, {x: 3.0}))")
    assert "return [" in text or "return step" in text


def test_values_are_computed_before_the_updates():
    text = result("y = a * b * x\nstep = [tf.assign(a, y), tf.assign(b, y + b)]\n", "sess.run(step, {x: 3.0})")
    assert "y = a * b * x\n    a.assign(y)\n    b.assign(y + b)" in text


@pytest.mark.parametrize(
    "graph, run",
    [
        ("step = [tf.assign(a, a + x), tf.assign(b, b * x)]\n", "sess.run(step[0], {x: 3.0})"),
        ("step = [tf.assign(a, a + x), tf.assign(b, a * x)]\n", "sess.run(step, {x: 3.0})"),
        ("step = [tf.assign(a, a + x), tf.assign(a, a * x)]\n", "sess.run(step, {x: 3.0})"),
        ("y = a * x\nz = y * b\nstep = [tf.assign(a, y), tf.assign(b, x)]\n", "print(sess.run([step, z], {x: 3.0}))"),
        ("def f(v):\n    return v * x\nstep = [tf.assign(a, f(a)), tf.assign(b, f(b))]\n", "sess.run(step, {x: 3.0})"),
    ],
)
def test_what_is_not_certain_stays(graph: str, run: str):
    with pytest.raises(Obstacle):
        result(graph, run)

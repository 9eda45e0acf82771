"""Assignments beside ops that read their variable, where TF1's threads decided the order."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

START = (
    "import tensorflow as tf\nx = tf.placeholder(tf.float32, [None, 2])\ny = tf.placeholder(tf.float32, [None, 1])\n"
    "w = tf.Variable(tf.ones([2, 2]))\nv = tf.Variable(tf.ones([2, 1]))\n"
    "h = tf.matmul(x, w)\nd = tf.matmul(h, v) - y\n"
)
FIRST = "dv = tf.matmul(tf.transpose(h), d)\n"
READER = "dh = tf.matmul(d, tf.transpose(v))\n"
REST = "dw = tf.matmul(tf.transpose(x), dh)\nstep = [tf.assign(w, w - 0.1 * dw), tf.assign(v, v - 0.1 * dv)]\n"
END = (
    "with tf.Session() as sess:\n    sess.run(tf.global_variables_initializer())\n    sess.run(step, {x: xs, y: ys})\n"
)


def result(graph: str) -> tuple[str, list[str]]:
    text = START + graph + END
    found, findings = native.migrate("p.py", text, ast.parse(text))
    return found, [f.code for f in findings]


def test_a_reader_behind_the_way_to_the_assignment_comes_first_and_the_report_says_so():
    text, codes = result(FIRST + READER + REST)
    assert text.index("dh = tf.matmul(d, tf.transpose(v))") < text.index("v.assign(v - 0.1 * dv)")
    assert codes.count("TF316") == 1


def test_an_order_that_the_data_decides_needs_no_word():
    _, codes = result("step = v.assign(v - 0.1 * tf.matmul(tf.transpose(h), d))\n")
    assert "TF316" not in codes


@pytest.mark.parametrize(
    "graph",
    [
        READER + FIRST + REST,  # the threads that TF1 woke for the reader came late
        FIRST + READER + REST.replace("v - 0.1 * dv", "dv"),  # as soon there as the reader
        "def back(t):\n    return tf.matmul(d, tf.transpose(t))\n" + FIRST + "dh = back(v)\n" + REST,
    ],
)
def test_what_came_first_by_chance_stays(graph: str):
    with pytest.raises(Obstacle, match="which comes first is not certain"):
        result(graph)


def test_an_op_at_the_run_itself_stays():
    text = (START + "step = v.assign(v + x[:1, :1])\n" + END).replace("s.run(step,", "s.run([step, v * 2.0],")
    with pytest.raises(Obstacle, match="which comes first is not certain"):
        native.migrate("p.py", text, ast.parse(text))

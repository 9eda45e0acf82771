"""Assertions over static shapes."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

START = """import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.float32, [None, 2])
a = x * 2.0
b = a - y
"""


def result(text: str) -> str:
    return native.migrate("p.py", START + text, ast.parse(START + text))[0]


def test_it_stands_where_its_tensors_are():
    text = result(
        "assert a.shape.as_list() == y.shape.as_list(), 'shapes'\n"
        "with tf.Session() as sess:\n"
        "    print(sess.run(a, {x: [[1.0, 2.0]]}))\n"
        "    print(sess.run(b, {x: [[1.0, 2.0]], y: [[3.0, 4.0]]}))\n"
    )
    body = text[text.index("def b(") :]
    assert "    assert a.shape.as_list() == y.shape.as_list(), 'shapes'\n" in body
    assert text.count("assert") == 1


def test_tensors_that_no_run_computes_together():
    with pytest.raises(Obstacle, match="no run computes together"):
        result(
            "c = y * 2.0\n"
            "assert a.shape.as_list() == c.shape.as_list()\n"
            "with tf.Session() as sess:\n"
            "    print(sess.run(a, {x: [[1.0, 2.0]]}))\n"
            "    print(sess.run(c, {y: [[1.0, 2.0]]}))\n"
        )


def test_other_uses_of_a_tensor_are_no_shapes():
    with pytest.raises(Obstacle):
        result("assert a.name == 'mul:0'\nwith tf.Session() as sess:\n    print(sess.run(a, {x: [[1.0, 2.0]]}))\n")


def test_a_printed_shape_reads_as_in_tf1():
    run = "with tf.Session() as sess:\n    print(sess.run(b, {x: [[1.0, 2.0]], y: [[3.0, 4.0]]}))\n"
    assert "    print(b.shape.as_list())\n" in result("print(b.shape.as_list())\n" + run)
    with pytest.raises(Obstacle, match="outside the graph"):
        result("print(b.shape)\n" + run)  # (?, 2) in TF1, (None, 2) in TF2


def test_printing_keeps_its_place():
    run = "    print(sess.run(b, {x: [[1.0, 2.0]], y: [[3.0, 4.0]]}))\n"
    shape = "    print(b.shape.as_list())\n"
    session = "with tf.Session() as sess:\n"
    assert shape in result(session + shape + run)
    for text in (
        session + run + shape + run,  # the function is traced before
        session + shape + "    print('now')\n" + run,
        session + shape + "    if x is None:\n    " + run,
        session + shape + "    for i in range(2):\n        print(i)\n    " + run,
        shape.strip() + "\ndef f(sess):\n" + run + session + "    f(sess)\n",
    ):
        with pytest.raises(Obstacle, match="outside the graph"):
            result(text)


def test_a_printed_tensor_goes_where_it_is_traced_once():
    text = result(
        "w = tf.Variable(tf.ones([2, 3]))\n"
        "h = tf.matmul(a, w)\n"
        "print(h)\n"
        "c = tf.nn.relu(h) * 2.0\n"
        "d = tf.reduce_max(h)\n"
        "with tf.Session() as sess:\n"
        "    sess.run(tf.global_variables_initializer())\n"
        "    print(sess.run(c, {x: [[1.0, 2.0]]}))\n"
        "    print(sess.run(d, {x: [[1.0, 2.0]]}))\n"
    )
    assert "def c(x):\n    h = compute_h(x)\n    print(h)\n" in text
    assert text.count("print(h)") == 1

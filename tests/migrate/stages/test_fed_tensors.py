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


@pytest.mark.parametrize("made", ["x * 2", "tf.random_normal([])"])
def test_a_tensor_of_the_graph_is_not_computed(made: str):
    text = result(f"x = tf.placeholder(tf.float32, [])\na = {made}\ny = a * 3\n" + RUN)
    assert "def y(a):\n    return a * 3\n" in text and "TensorSpec([], tf.float32)" in text


@pytest.mark.parametrize(
    "graph",
    [
        "a = tf.Variable(2.0)\ny = a * 3\n",
        "a = tf.placeholder(tf.int32, []) / 2\ny = a * 3\n",
        "a = tf.placeholder(tf.float32, []) + [1.0, 2.0]\ny = a * 3\n",
    ],
)
def test_what_is_not_certain_stays(graph: str):
    with pytest.raises(Obstacle, match="no placeholder is fed|not simply assigned"):
        result(graph + RUN)


STATE = """x = tf.placeholder(tf.float32, [1, 2, 1])
cell = tf.nn.rnn_cell.LSTMCell(3)
start = cell.zero_state(1, tf.float32)
_, last = tf.nn.dynamic_rnn(cell, x, initial_state=start)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
"""


def test_the_state_of_a_cell_is_one_parameter():
    text = result(
        STATE + "    state = sess.run(start)\n    for i in range(2):\n"
        "        state = sess.run(last, {x: [[[1.0], [2.0]]], start: state})\n"
    )
    assert "start_spec = tf.nest.map_structure(tf.TensorSpec.from_tensor, start)\n" in text
    assert "state = tf.nest.map_structure(lambda t: t.numpy(), start)\n" in text
    assert "state = tf.nest.map_structure(lambda t: t.numpy(), last([[[1.0], [2.0]]], state))\n" in text


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("(c, h)", "a state is fed that is not one that a run gave"),
        ("sess.run(x, {x: c})", "a state is fed that is not one that a run gave"),
    ],
)
def test_other_states_are_left(state: str, reason: str):
    with pytest.raises(Obstacle) as raised:
        result(STATE + f"    print(sess.run(last, {{x: [[[1.0], [2.0]]], start: {state}}}))\n")
    assert raised.value.reason == reason

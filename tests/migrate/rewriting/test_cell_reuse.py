"""Loops over recurrent cells that reuse variables; the sample unrolled_cell is compared with TensorFlow 1.15.5."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import cell_reuse

PROGRAM = """\
import tensorflow as tf

cell = {cell}
state = cell.zero_state(2, tf.float32)
outputs = []
with tf.variable_scope("RNN") as scope:
    for t in {over}:
        if {test}:
            {reuse}
        output, state = cell(x[:, t, :], state)
        outputs.append({out})
    y = {after}
"""
WORDS = {
    "cell": "tf.nn.rnn_cell.GRUCell(3)",
    "over": "range(4)",
    "test": "t > 0",
    "reuse": "tf.get_variable_scope().reuse_variables()",
    "out": "output",
    "after": "outputs[-1]",
}


def normalised(**words: str) -> str | None:
    text = PROGRAM.format(**WORDS | words)
    found = cell_reuse.normalise(text, ast.parse(text))
    return None if found is None else found[0]


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"reuse": "scope.reuse_variables()", "test": "t"},
        {"over": "range(steps)", "test": "t != 0", "after": "tf.concat(outputs, 1)"},
        {"cell": "tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.BasicLSTMCell(3) for _ in range(2)])"},
    ],
)
def test_the_statement_goes(words):
    text = normalised(**words)
    assert text is not None and "reuse_variables" not in text and "        output, state = cell(" in text


@pytest.mark.parametrize(
    "words",
    [
        {"over": "range(1, 4)"},  # reused at the first pass already
        {"test": "t > 1"},
        {"cell": "make()"},
        {"reuse": "other.reuse_variables()"},
        {"out": 'tf.get_variable("w", [3])'},
        {"out": "tf.layers.dense(output, 2)"},
        {"after": 'tf.get_variable("w", [3])'},  # shared with one from before
        {"after": "make(outputs)"},
    ],
)
def test_others_stay(words):
    assert normalised(**words) is None

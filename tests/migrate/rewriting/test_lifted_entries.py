"""Entries of collections that helpers make of their variables, put there by the callers."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import lifted_entries

NET = """\
import tensorflow as tf
def get_weight(shape, rate):
    var = tf.Variable(tf.random_normal(shape))
    tf.add_to_collection("losses", tf.contrib.layers.l2_regularizer(rate)(var))
    return var
layer = x
for size in sizes:
    weight = get_weight([2, size], 0.003)
    layer = tf.matmul(layer, weight)
loss = tf.add_n(tf.get_collection("losses"))
"""


def spelled(text: str) -> str | None:
    found = lifted_entries.normalise(text, ast.parse(text))
    return found and found[0]


def test_the_caller_adds_the_entry():
    found = lifted_entries.normalise(NET, ast.parse(NET))
    assert found is not None
    text, added = found
    assert "def get_weight(shape):\n    var = tf.Variable(tf.random_normal(shape))\n    return var\n" in text
    assert (
        "    weight = get_weight([2, size])\n"
        '    tf.add_to_collection("losses", tf.contrib.layers.l2_regularizer(0.003)(weight))\n'
    ) in text
    assert added == [9]


def test_a_parameter_that_the_helper_reads_stays():
    text = spelled(NET.replace("var = tf.Variable(", "var = rate * tf.Variable(").replace("0.003)", "rate=0.003)"))
    assert "def get_weight(shape, rate):\n" in text and "get_weight([2, size], rate=0.003)\n" in text
    assert "l2_regularizer(0.003)(weight)" in text


@pytest.mark.parametrize(
    "text",
    [
        NET.replace("for size in sizes:", "if size:"),  # once: the helper gets the list
        NET.replace("0.003)", "next(rates))"),  # the value is another one each time it is asked for
        NET.replace("    tf.add", "    if rate:\n        tf.add"),
        NET.replace("    tf.add", "    half = rate / 2\n    tf.add").replace("regularizer(rate)", "regularizer(half)"),
        NET.replace("weight = get_weight([2, size], 0.003)", "weights = [get_weight([2, size], 0.003)]"),
        NET.replace("shape, rate", "shape, rate=0.1"),
        NET.replace("layer = x", "make = get_weight\nlayer = x"),
        NET.replace("return var", "return tf.abs(var)"),
        NET.replace("weight = get_weight([2, size], 0.003)", "weight = get_weight([2, size], weight)"),
        NET.replace("for size in sizes:", "def build(tf):\n  for size in sizes:").replace(
            "loss =", "build(other)\nloss ="
        ),
    ],
)
def test_left_as_it_is(text):
    assert spelled(text) is None

"""Initializer classes in place of initializers."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import initializer_classes

HEAD = "import tensorflow as tf\n\n"


def normalised(line: str) -> str | None:
    found = initializer_classes.normalise(HEAD + line, ast.parse(HEAD + line))
    return None if found is None else found[0].removeprefix(HEAD)


@pytest.mark.parametrize(
    "before, after",
    [
        ("tf.layers.dense(x, 2, bias_initializer=tf.ones_initializer)", "tf.ones_initializer()"),
        (
            "tf.contrib.layers.fully_connected(x, 2, weights_initializer=tf.random_normal_initializer)",
            "tf.random_normal_initializer()",
        ),
        ("tf.layers.dense(x, 2, kernel_initializer=tf.initializers.zeros)", "tf.initializers.zeros()"),
    ],
)
def test_made(before: str, after: str):
    assert after in (normalised(before) or "")


@pytest.mark.parametrize(
    "line",
    [
        "tf.layers.dense(x, 2, bias_initializer=tf.ones_initializer())",
        "tf.get_variable('w', [2], initializer=tf.zeros_initializer)",  # read as it is
        "layer(x, 2, bias_initializer=tf.ones_initializer)",  # somebody else's
        # a function that TensorFlow 1 called with the shape, and failed
        "tf.layers.dense(x, 2, kernel_initializer=tf.contrib.layers.xavier_initializer)",
    ],
)
def test_left(line: str):
    assert normalised(line) is None

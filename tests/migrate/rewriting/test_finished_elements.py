"""What functions compute of an iterator's element."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import finished_elements

TEXT = """import tensorflow as tf
def batches(values, n):
    dataset = tf.data.Dataset.from_tensor_slices(values).batch(n)
    iterator = dataset.make_one_shot_iterator()
    x, y = iterator.get_next()
    # as numbers
    y = tf.cast(y, tf.float32) / n
    return x, y
"""


def result(text: str) -> str | None:
    found = finished_elements.normalise(text, ast.parse(text))
    return None if found is None else found[0]


def test_it_becomes_a_function_of_the_dataset():
    assert result(TEXT) == (
        "import tensorflow as tf\n"
        "def batches(values, n):\n"
        "    dataset = tf.data.Dataset.from_tensor_slices(values).batch(n)\n"
        "\n"
        "    def finish_batch(x, y):\n"
        "        # as numbers\n"
        "        y = tf.cast(y, tf.float32) / n\n"
        "        return x, y\n"
        "\n"
        "    return dataset.map(finish_batch).make_one_shot_iterator().get_next()\n"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tf.cast(y, tf.float32)", "y * tf.random_uniform([])"),
        ("tf.cast(y, tf.float32)", "f(y)"),
        ("tf.cast(y, tf.float32)", "tf.cast(y, tf.float32, name='y')"),
        ("y = tf.cast(y, tf.float32) / n", "n = n + 1"),  # not of the element
        ("y = tf.cast(y, tf.float32) / n", "if n:\n        y = tf.cast(y, tf.float32)"),
        ("return x, y", "return x, y, n"),
        ("return x, y", "return x, y.shape"),
        ("return x, y", "return iterator, x, y"),
        ("x, y =", "x ="),
        ("x, y =", "x, x ="),
        ("make_one_shot_iterator", "make_initializable_iterator"),
        ("    iterator =", "    z = 1\n    iterator =\\\n"),
    ],
)
def test_what_is_left(old: str, new: str):
    text = TEXT.replace(old, new).replace("y = tf.cast(y", "z = tf.cast(y" if "z = 1" in new else "y = tf.cast(y")
    assert result(text) is None

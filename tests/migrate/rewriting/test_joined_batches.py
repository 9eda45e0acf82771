"""Batches of several threads as batches of what each of them reads."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import joined_batches

JOINED = """\
import tensorflow as tf
examples = [tf.decode_csv(value, defaults) for _ in range(threads)]
a, b = tf.train.batch_join(examples, 3, 64)
"""


def spelled(text: str) -> str | None:
    found = joined_batches.normalise(text, ast.parse(text))
    return found and found[0]


def test_each_thread_reads_the_same():
    assert (
        spelled(JOINED)
        == """\
import tensorflow as tf
examples = tf.decode_csv(value, defaults)
a, b = tf.train.batch(examples, batch_size=3, capacity=64, num_threads=threads)
"""
    )


def test_one_thread_written_in_place():
    text = "import tensorflow as tf\nx = tf.train.shuffle_batch_join([[a, b]], 3, 9, min_after_dequeue=2)\n"
    assert "tf.train.shuffle_batch([a, b], batch_size=3, capacity=9, min_after_dequeue=2)" in spelled(text)


@pytest.mark.parametrize(
    "text",
    [
        JOINED.replace("(value, ", "(values[_], "),  # the threads read different values
        JOINED.replace("[tf.decode_csv(value, defaults) for _ in range(threads)]", "[[a, b], [c, d]]"),
        JOINED + "print(examples)\n",
        JOINED.replace("range(threads)", "range(threads) if read"),
        JOINED.replace("examples = [", "examples = [[1]]\nexamples = ["),
        JOINED.replace("examples, 3", "*examples, 3"),
        JOINED.replace("import tensorflow as tf", "from tensorflow import train").replace("tf.train", "train.other"),
    ],
)
def test_left_as_it_is(text):
    assert spelled(text) is None

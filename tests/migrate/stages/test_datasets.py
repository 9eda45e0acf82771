"""Datasets and iterators of session programs: what becomes of their elements, and what is not certain."""

from __future__ import annotations

import pytest
from forms import native, obstacle

HEAD = "import tensorflow as tf\n\n"
RUN = "with tf.Session() as sess:\n    print(sess.run(element))\n"


@pytest.mark.parametrize(
    "source",
    [
        "tf.data.Dataset.range(3)",
        "tf.data.Dataset.from_tensor_slices([1, 2]).repeat().batch(2)",
        "tf.data.Dataset.from_tensors(1.0).map(lambda v: v + 1).prefetch(1)",
        "tf.data.Dataset.zip((tf.data.Dataset.range(2), tf.data.Dataset.range(3)))",
    ],
)
def test_a_dataset_stays_as_it_is(source):
    new = native(f"{HEAD}dataset = {source}\nelement = dataset.make_one_shot_iterator().get_next()\n{RUN}")
    assert f"dataset = {source}\niterator = iter(dataset)\n" in new
    assert "iterator.get_next()" in new


def test_the_old_function_forms_are_read():
    new = native(
        f"{HEAD}dataset = tf.data.Dataset.range(3)\niterator = tf.data.make_one_shot_iterator(dataset)\n"
        f"element = iterator.get_next()\n{RUN}"
    )
    assert "make_one_shot_iterator" not in new


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (
            "x = tf.placeholder(tf.float32, [2])\ndataset = tf.data.Dataset.from_tensor_slices(x)\n"
            "element = dataset.make_one_shot_iterator().get_next()\n",
            4,
            "a one-shot iterator over placeholders",
        ),
        (
            "w = tf.Variable(2)\ndataset = tf.data.Dataset.range(3).map(lambda v: v + w)\n"
            "element = dataset.make_one_shot_iterator().get_next()\n",
            None,
            None,
        ),
    ],
)
def test_a_dataset_over_what_changes_stays_in_graph_mode(lines, line, reason):
    found = obstacle(HEAD + lines + RUN)
    if reason is not None:
        assert found == (line, reason)

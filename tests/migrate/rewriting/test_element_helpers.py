"""Functions that give elements of iterators."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import element_helpers

HELPER = """\
def batches(values):
    dataset = tf.data.Dataset.from_tensor_slices(values).batch(2)
    iterator = dataset.make_one_shot_iterator()
    return iterator.get_next()


"""
STARTED = """\
def batches(values):
    dataset = tf.data.Dataset.from_tensor_slices(values)
    iterator = dataset.make_initializable_iterator()
    x, y = iterator.get_next()
    return (x, y), iterator.initializer


"""


def spelled(text: str) -> str:
    found = element_helpers.normalise(text, ast.parse(text))
    assert found is not None
    ast.parse(found[0])
    return found[0]


def test_the_caller_makes_the_iterator():
    assert (
        spelled(HELPER + "a, b = batches(v)\n")
        == """\
def batches(values):
    return tf.data.Dataset.from_tensor_slices(values).batch(2)


dataset = batches(v)
a, b = dataset.make_one_shot_iterator().get_next()
"""
    )


def test_names_of_the_parts():
    text = HELPER.replace("return iterator.get_next()", "x, y = iterator.get_next()\n    return x, y")
    assert "    return tf.data.Dataset.from_tensor_slices(values).batch(2)\n" in spelled(text + "a, b = batches(v)\n")


def test_the_initializer_beside_the_element():
    text = STARTED.replace("x, y = iterator.get_next()", "x = iterator.get_next()").replace("(x, y)", "x")
    assert spelled(text + "with g:\n    a, start = batches(v)\n").endswith(
        "    dataset = batches(v)\n    iterator = dataset.make_initializable_iterator()\n"
        "    a = iterator.get_next()\n    start = iterator.initializer\n"
    )


def test_the_iterator_itself():
    text = HELPER.replace("return iterator.get_next()", "return iterator")
    assert spelled(text + "it = batches(v)\n").endswith("dataset = batches(v)\nit = dataset.make_one_shot_iterator()\n")


@pytest.mark.parametrize(
    "text",
    [
        HELPER,  # nobody calls it
        HELPER + "model.train(batches)\n",
        HELPER + "f(batches(v))\n",
        HELPER + "a = batches(v)\nb = data.batches(v)\n",
        HELPER.replace("return iter", "print(iterator)\n    return iter") + "a = batches(v)\n",
        HELPER.replace("return iter", "if values:\n        return None\n    return iter") + "a = batches(v)\n",
        HELPER.replace("one_shot", "initializable") + "a = batches(v)\n",  # nobody could start it
        STARTED + "a, start = batches(v)\n",  # parts in a tuple of their own
        "@cached\n" + HELPER + "a = batches(v)\n",
    ],
)
def test_left_as_it_is(text):
    assert element_helpers.normalise(text, ast.parse(text)) is None

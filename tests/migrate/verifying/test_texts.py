from __future__ import annotations

import pytest

from migrate.verifying import texts


@pytest.mark.parametrize(
    "old, new, equal",
    [
        ("loss 0.123456", "loss  0.12346", True),
        ("loss 0.123456", "loss 0.1236", False),
        ("[1. 2.]", "[1.00001\n 2. ]", True),
        ("step 1", "step 2", False),
        ("step 1", "step 1.0", False),
        ("accuracy 1", "accuracy 0.999999", True),
        ("nan", "nan", True),
        ("nan", "1.0", False),
        ("a", "a b", False),
        ("W1:0 x", "W2:0 x", False),
        ("-0.5", "0.5", False),
        ("Extracting data/train-images-idx3-ubyte.gz\n1", "1", True),
        ("Extracting 3 items\n1", "1", False),
    ],
)
def test_difference(old, new, equal):
    assert (texts.difference(old.split("\n"), new.split("\n")) is None) == equal


def test_prefix_and_place():
    assert texts.difference(["a", "b"], ["a"], prefix=True) is None
    found = texts.difference(["a", "b 1.5"], ["a", "b 1.6"])
    assert (found.line, found.what) == (2, "'b 1.5' became 'b 1.6'")


def test_lines_that_move():
    assert texts.moving_lines(["a 1", "t 3.5 s"], ["a 1", "t 4.5 s"]) == {1}
    assert texts.without_numbers(["a 1", "t 3.5 s"], {1}) == ["a 1", "t  s"]


def test_texts_of_errors_are_taken_out():
    lines = ["failed: Error when checking input", "again: Error when", "done"]
    assert texts.without_errors(lines, ["Error when checking input", "short"]) == ["failed: <error>", *lines[1:]]
    assert texts.without_errors(["a: first line", "second line", "b"], ["first line\nsecond line"]) == [
        "a: <error>",
        "b",
    ]

"""Expressions that are certain to be plain numbers."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting.numbers import is_number

CLASS = """
class Bandit:
    def __init__(self):
        self.bandits = np.array([[1, 2], [3, 4]])
        self.rows = self.bandits.shape[0]
        self.both = 2 * self.rows + len(self.bandits)
    def turn(self):
        self.state = 3
"""


def found(text: str, more: str = "") -> bool:
    tree = ast.parse(CLASS + more + f"\nf({text})\n")
    return is_number(tree, tree.body[-1].value.args[0])


@pytest.mark.parametrize("text", ["3", "-2.5", "b.rows", "b.both - 1", "b.state", "len(x)", "x.shape[1]"])
def test_numbers(text: str):
    assert found(text)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("b.bandits", ""),
        ("b.other", ""),
        ("b", ""),
        ("[0] * 3", ""),
        ("b.rows", "b.rows = [1]"),
        ("b.rows", "b.rows, c = 1, 2"),
        ("b.rows", "setattr(b, 'rows', [1])"),
        ("b.rows", "class C:\n    rows = []"),
        ("b.rows", "def rows():\n    pass"),
        ("b.rows", "b.__dict__['rows'] = []"),
        ("len(x)", "def len(x):\n    return x"),
    ],
)
def test_what_may_be_something_else(text: str, more: str):
    assert not found(text, more)

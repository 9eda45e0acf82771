"""Functions whose names their own results get; semantics/helper_named_as_its_result.py compares the numbers."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import shadowed_helpers

HELPER = "def cost(a):\n    return a * 2\n\n\n"


def normalised(text: str) -> str | None:
    found = shadowed_helpers.normalise(text, ast.parse(text))
    return None if found is None else found[0]


def test_the_function_gets_a_name_of_its_own():
    rest = "for _ in range(2):\n    print(cost)\n"
    text = normalised(HELPER + "y = cost(1)\ncost = cost(y)\n" + rest)
    assert text == HELPER.replace("cost", "cost_fn") + "y = cost_fn(1)\ncost = cost_fn(y)\n" + rest


@pytest.mark.parametrize(
    "rest",
    [
        "cost(1)\n",  # nothing else has the name
        "def run():\n    return cost(2)\n\n\ncost = cost(1)\n",  # either of them, as the calls come
        "for _ in range(2):\n    cost = cost(1)\n",
        "def change():\n    global cost\n    cost = 1\n\n\ncost = cost(1)\n",
        "if x:\n    cost = cost(1)\nelse:\n    y = cost(2)\n",
        "keep = [cost]\ncost = cost(1)\n",  # handed on
        "if cost(1):\n    cost += 1\n",
    ],
)
def test_others_are_left(rest):
    assert normalised(HELPER + rest) is None

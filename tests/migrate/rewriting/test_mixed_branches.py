"""Branches that make tensors beside what the host goes by."""

from __future__ import annotations

import pytest

from migrate.rewriting import mixed_branches

START = "import tensorflow as tf\nx = tf.placeholder(tf.float32, [None])\n"


def result(text: str, *lines: int) -> str | None:
    found = mixed_branches.apart(START + text, 3, {2 + line for line in lines})
    return found[0].removeprefix(START) if found is not None else None


def test_tensors_of_one_branch_need_no_condition():
    text = "if flag:\n    n = 3\n    print(n)\n\n    # of m\n    y = x * m\nprint(1)\n"
    assert result(text, 6) == "if flag:\n    n = 3\n    print(n)\n\n# of m\ny = x * m\nprint(1)\n"


def test_tensors_of_what_the_branch_binds_keep_the_condition():
    """The name has no value, or another one, where the branch is not taken."""
    text = "if flag:\n    n = 3\n    print(n)\n\n    # of n\n    y = x * n\nprint(1)\n"
    assert result(text, 6) == "if flag:\n    n = 3\n    print(n)\n\nif flag:\n    # of n\n    y = x * n\nprint(1)\n"


def test_tensors_of_several_branches_keep_their_conditions():
    text = "if mode == 1:\n    print(1)\n    y = x * 2.0\nelif mode == 2:\n    y = x + 1.0\n"
    text += "else:\n    raise ValueError(mode)\n"
    assert result(text, 3, 5) == (
        "if mode == 1:\n    print(1)\nelif mode == 2:\n    pass\nelse:\n    raise ValueError(mode)\n"
        "\nif mode == 1:\n    y = x * 2.0\nelif mode == 2:\n    y = x + 1.0\n"
    )


def test_lines_are_those_of_the_text():
    found = mixed_branches.apart(START + "if flag:\n    n = 3\n    y = x * n\nz = 1\n", 3, {5})
    assert found is not None
    lines = dict(zip(found[0].split("\n"), found[1], strict=True))
    assert lines["    n = 3"] == 4 and lines["z = 1"] == 6


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("if flag:\n    y = x * n\n    n = 3\n", (2,)),  # the tensor has the old one
        ("if flag:\n    y = x * n[0]\n    n[0] = 3\n", (2,)),
        ("if flag:\n    y = x * n\n    change(n)\n", (2,)),
        ("if flag:\n    flag = 0\n    y = x\nelse:\n    y = -x\n", (3, 5)),  # the other branch would be taken
        ("if flag():\n    n = 0\n    y = x\nelse:\n    y = -x\n", (3, 5)),  # asked twice
        ("if flag:\n    n = 3\n    y = [x * n]; print(n)\n", (3,)),
    ],
)
def test_what_is_not_certain_stays(text, lines):
    assert result(text, *lines) is None


def test_names_with_another_value_keep_the_condition():
    text = "y = x\nif flag:\n    n = 3\n    y = x * n\n"
    found = mixed_branches.apart(START + text, 4, {6})
    assert found is not None and found[0].endswith("\nif flag:\n    y = x * n\n")

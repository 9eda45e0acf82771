"""Names that stand for another thing further down get a name of their own there."""

from __future__ import annotations

import pytest

from migrate.rewriting import rebound_names


def apart(text: str, line: int, column: int = 0) -> str | None:
    return rebound_names.apart(text, line, column)


def test_reads_below_follow():
    text = "a = 1\nb = a\na = a + 1\nfor i in b:\n    print(a)\nprint([a for _ in b])\n"
    assert apart(text, 3) == "a = 1\nb = a\na_2 = a + 1\nfor i in b:\n    print(a_2)\nprint([a_2 for _ in b])\n"


def test_what_is_bound_a_third_time_stays():
    text = "a = 1\na = 2\nb = a\na = 3\nc = a\n"
    assert apart(text, 2) == "a = 1\na_2 = 2\nb = a_2\na = 3\nc = a\n"


def test_a_tuple_in_scopes_of_a_function():
    text = "def f():\n    with s():\n        a, b = 1, 2\n        g(a)\n    with t():\n        a = 3\n        g(a, b)\n"
    assert apart(text, 6, 8) == text.replace("a = 3", "a_2 = 3").replace("g(a, b)", "g(a_2, b)")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a = 1\nif c:\n    a = 2\nprint(a)\n", 3, 4),
        ("a = 1\nfor i in c:\n    print(a)\n    a = 2\n", 4, 4),
        ("a = 1\nb = lambda: a\na = 2\n", 3, 0),
        ("a = 1\ndef b():\n    return a\na = 2\n", 4, 0),
        ("a = 1\na += 2\n", 2, 0),
        ("a = 1\na = 2\ndel a\n", 2, 0),
        ("a = 1\na = 2\ndef f():\n    global a\n    a = 3\n", 2, 0),
        ("def f(a):\n    print(a)\n    a = 2\n", 3, 4),
        ("a = 1\na = 2\nprint(locals())\n", 2, 0),
        ("# --8<-- file a.py\n\na = 1\na = 2\n", 4, 0),
        ("class C:\n    a = 1\n    a = 2\n", 3, 4),
    ],
)
def test_what_is_not_certain(text: str, line: int, column: int):
    assert apart(text, line, column) is None

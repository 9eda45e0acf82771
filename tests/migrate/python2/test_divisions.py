"""Divisions of whole numbers keep Python 2's results; what cannot be told is told."""

from __future__ import annotations

import ast

import pytest

from migrate.python2 import divisions


def kept(text):
    return divisions.keep(text, ast.parse(text))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("x = 7 / 2", "x = 7 // 2"),
        ("n = 7\nm = n / 2", "n = 7\nm = n // 2"),
        ("n = 7\nm = (n) / (2)", "n = 7\nm = (n) // (2)"),
        ("n = len(a) / 2", "n = len(a) // 2"),
        ("n = a.shape[0] / (b.shape[1] - 1)", "n = a.shape[0] // (b.shape[1] - 1)"),
        ("for i in range(9):\n    k = i / 2", "for i in range(9):\n    k = i // 2"),
        ("for i, v in enumerate(a):\n    k = i / 2", "for i, v in enumerate(a):\n    k = i // 2"),
        ("i = 0\ni += 1\nk = i / 2", "i = 0\ni += 1\nk = i // 2"),
        ("i = 9\ni /= 2", "i = 9\ni //= 2"),
        ("n = (7 # a / b\n     / 2)", "n = (7 # a / b\n     // 2)"),
        ("a, b = 7, 2\nc = a / b", "a, b = 7, 2\nc = a // b"),
    ],
)
def test_whole_numbers(text, expected):
    assert kept(text) == (expected, [])


@pytest.mark.parametrize(
    "text",
    [
        "x = 7 / 2.0",
        "x = a / 255.",
        "x = float(n) / m",
        "r = 0.0\nr += c / 2.0\nk = r / n",
        "x = np.mean(a) / n",
        "n = int(a / b)",
        "x = 'a / b'",
    ],
)
def test_fractions_stay(text):
    assert kept(text) == (text, [])


@pytest.mark.parametrize(
    "text, places",
    [
        ("x = a / b", [(1, 7)]),
        ("def f(n):\n    return n / 2", [(2, 14)]),
        ("n = 1\nn = g()\nx = n / 2", [(3, 7)]),
        ("n = 1\nn += 0.5\nx = n / 2", [(3, 7)]),
        ("x /= n", [(1, 3)]),
        ("n = 2 if a else b\nx = 3 / n", [(2, 7)]),
    ],
)
def test_what_is_not_known_is_told(text, places):
    assert kept(text) == (text, places)

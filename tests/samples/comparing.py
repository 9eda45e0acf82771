"""Compares what two programs printed: numbers by value, all other text exactly, white space not at all.

Lines that TensorFlow 1's own MNIST module prints while it unpacks its files are no output of the program.
"""

from __future__ import annotations

import math
import re

RELATIVE = 1e-4
ABSOLUTE = 1e-5
LIBRARY_LINE = re.compile(r"Extracting \S+-ubyte\.gz$")
TOKEN = re.compile(
    r"(?P<number>(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w])|(?<!\w)-?(?:nan|inf)(?!\w))|\w+|[^\w\s]"
)


def difference(expected: list[str], actual: list[str]) -> str | None:
    """None when equal, else one line that tells the first difference; both are lists of lines."""
    first, second = _tokens(expected), _tokens(actual)
    for (a, line), (b, _) in zip(first, second, strict=False):
        if not _same(a, b):
            return f"expected {a!r}, found {b!r}; line {line + 1} of the record: {expected[line]!r}"
    if len(first) != len(second):
        longer, which = (first, "record") if len(first) > len(second) else (second, "program")
        token, line = longer[min(len(first), len(second))]
        return f"the {which} has more: {token!r} in its line {line + 1}"
    return None


def close(a: float, b: float) -> bool:
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return math.isclose(a, b, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _tokens(lines: list[str]) -> list[tuple[str | float, int]]:
    """Words and signs as str, whole numbers as int, others as float, each with the number of its line."""
    tokens = []
    for number, line in enumerate(lines):
        if LIBRARY_LINE.match(line):
            continue
        for match in TOKEN.finditer(line):
            text = match[0]
            if match["number"] is None:
                tokens.append((text, number))
            else:
                tokens.append((int(text) if re.fullmatch(r"[-+]?\d+", text) else float(text), number))
    return tokens


def _same(a: str | float, b: str | float) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return type(a) is type(b) and a == b
    if isinstance(a, int) and isinstance(b, int):
        return a == b
    if isinstance(a, int) != isinstance(b, int):
        # `%g` prints 1 for 1.0 and 0.999999 for its neighbour; 1 and 1.0 are another kind of number.
        other = b if isinstance(a, int) else a
        return not float(other).is_integer() and close(a, b)
    return close(a, b)

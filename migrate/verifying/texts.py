"""Compares what two programs printed: numbers by value, all other text exactly, white space not at all."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

RELATIVE = 1e-4
ABSOLUTE = 1e-5
_TELLING = 12  # letters of an error's text that no other output has
# Lines of TensorFlow 1's own MNIST module.
_LIBRARY_LINE = re.compile(r"Extracting \S+-ubyte\.gz$")
_TOKEN = re.compile(
    r"(?P<number>(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w])|(?<!\w)-?(?:nan|inf)(?!\w))|\w+|[^\w\s]"
)


@dataclass(frozen=True)
class TextDifference:
    """The first difference; `line` counts from 1 in the old text."""

    line: int
    what: str


def difference(
    old: list[str], new: list[str], relative: float = RELATIVE, absolute: float = ABSOLUTE, prefix: bool = False
) -> TextDifference | None:
    """None when equal. With `prefix`, one text may end before the other."""
    first, second = _tokens(old), _tokens(new)
    for (a, line), (b, other) in zip(first, second, strict=False):
        if not _same(a, b, relative, absolute):
            return TextDifference(line + 1, f"{_shown(old[line])} became {_shown(new[other])}")
    if len(first) != len(second) and not prefix:
        longer, lines = (first, old) if len(first) > len(second) else (second, new)
        _, line = longer[min(len(first), len(second))]
        which = "the new program does not print" if longer is first else "the new program prints more:"
        return TextDifference(line + 1, f"{which} {_shown(lines[line])}")
    return None


def _shown(line: str) -> str:
    text = line.strip()
    return repr(text if len(text) <= 90 else text[:87] + "...")


def _tokens(lines: list[str]) -> list[tuple[str | int | float, int]]:
    """Words and signs as str, whole numbers as int, others as float, each with the number of its line."""
    tokens: list[tuple[str | int | float, int]] = []
    for number, line in enumerate(lines):
        if _LIBRARY_LINE.match(line):
            continue
        for match in _TOKEN.finditer(line):
            text = match[0]
            if match["number"] is None:
                tokens.append((text, number))
            else:
                tokens.append((int(text) if re.fullmatch(r"[-+]?\d+", text) else float(text), number))
    return tokens


def _same(a: str | int | float, b: str | int | float, relative: float, absolute: float) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return type(a) is type(b) and a == b
    if isinstance(a, int) and isinstance(b, int):
        return a == b
    if isinstance(a, int) != isinstance(b, int):
        # `%g` prints 1 for 1.0 and 0.999999 for its neighbour; 1 and 1.0 are another kind of number.
        other = b if isinstance(a, int) else a
        return not float(other).is_integer() and _close(a, b, relative, absolute)
    return _close(a, b, relative, absolute)


def _close(a: float, b: float, relative: float, absolute: float) -> bool:
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return math.isclose(a, b, rel_tol=relative, abs_tol=absolute)


def without_errors(lines: list[str], errors: list[str]) -> list[str]:
    """The lines with the texts of errors taken out, which may go over several of them."""
    text = "\n".join(lines)
    for error in sorted((error.rstrip() for error in errors), key=len, reverse=True):
        if len(error) >= _TELLING:
            text = text.replace(error, "<error>")
    return text.split("\n")


def moving_lines(old: list[str], again: list[str]) -> set[int]:
    """Numbers of the lines that two runs of one program print differently, such as times."""
    if len(old) != len(again):
        return set()
    return {n for n, (a, b) in enumerate(zip(old, again, strict=True)) if difference([a], [b]) is not None}


def without_numbers(lines: list[str], which: set[int]) -> list[str]:
    """The lines, those named in `which` without their numbers."""
    return [
        _TOKEN.sub(lambda match: "" if match["number"] else match[0], line) if number in which else line
        for number, line in enumerate(lines)
    ]

"""Lines that are too long for one line, broken as a formatter breaks them."""

from __future__ import annotations

import re

WIDTH = 120
STEP = "    "
LIST = re.compile(r"[^\s()\[\]]+ = \[[^()\[\]'\"]+\]")  # of names and their attributes


def broken(line: str, width: int) -> list[str]:
    """The lines of a call or of a list of names that would end beyond the margin behind `width` columns."""
    if width + len(line) <= WIDTH or "#" in line:
        return [line]
    if LIST.fullmatch(line):
        head, _, items = line.partition("[")
        return [f"{head}[", *(f"{STEP}{item}," for item in items[:-1].split(", ")), "]"]
    head, opening, tail = line.partition("(")
    if not opening or not line.endswith(")"):
        return [line]
    return [f"{head}(", STEP + tail[:-1], ")"]

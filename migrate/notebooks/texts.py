"""The code cells of a notebook as one text, with a marker line before each, at which a new text is cut again.

Blank lines stand around each marker, so that no statement takes it for a comment of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from migrate.notebooks.magics import begins_with_magic, only_magic

SUFFIX = ".ipynb"

_MARKER = "# %% cell {} of the notebook"
_MARKERS = re.compile(r"^# %% cell (\d+) of the notebook(?:, run (\d+))?\n", re.M)


@dataclass(frozen=True)
class Cell:
    """A code cell: its index among all cells, its masked code, and the number of its last run where one is kept."""

    index: int
    code: str
    run: int | None = None


def join(cells: Sequence[Cell]) -> tuple[str, tuple[int, ...]]:
    """(the text of all cells, the line in it at which the code of each begins)."""
    lines: list[str] = []
    starts = []
    for cell in cells:
        lines += [_MARKER.format(cell.index) + ("" if cell.run is None else f", run {cell.run}"), ""]
        starts.append(len(lines) + 1)
        lines += [*cell.code.split("\n"), ""]
    return "\n".join([*lines, ""]) if lines else "", tuple(starts)


def is_notebook(text: str) -> bool:
    """Whether a text is that of a notebook's cells, or of a program one of whose files is a notebook."""
    return _MARKERS.search(text) is not None


def cut(text: str) -> list[Cell]:
    """The cells of a text; what stands before the first marker belongs to the first cell of Python."""
    parts = _MARKERS.split(text)
    cells = []
    for index, run, code in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        code = code.removeprefix("\n").removesuffix("\n").removesuffix("\n")
        cells.append(Cell(int(index), code, int(run) if run else None))
    ahead = parts[0].rstrip("\n")
    at = next((i for i, cell in enumerate(cells) if cell.code.strip() and not only_magic(cell.code)), None)
    if ahead.strip() and at is not None:
        code = cells[at].code
        if begins_with_magic(code):
            first, _, rest = code.lstrip("\n").partition("\n")
            code = f"{first}\n{ahead}\n{rest}"
        else:
            code = f"{ahead}\n{code}"
        cells[at] = replace(cells[at], code=code)
    return cells


def settled(old: str, new: str) -> str | None:
    """`new` with the blank lines at the ends of its cells as `old` has them; None where a cell got lost."""
    before, after = cut(old), cut(new)
    if [cell.index for cell in before] != [cell.index for cell in after]:
        return None
    cells = []
    for was, now in zip(before, after, strict=True):
        code = now.code.strip("\n")
        if code == was.code.strip("\n"):
            code = was.code
        elif was.code.endswith("\n"):
            code += "\n"
        cells.append(Cell(was.index, code, was.run))
    return join(cells)[0]


def ranges(text: str) -> list[tuple[int, int, int]]:
    """(index of the cell, its first line, the line after its last) for each cell of a text, lines from 1."""
    found = [(int(m[1]), text.count("\n", 0, m.start()) + 1) for m in _MARKERS.finditer(text)]
    ends = [line for _, line in found[1:]] + [text.count("\n") + 2]
    return [(index, line + 1, end) for (index, line), end in zip(found, ends, strict=True)]

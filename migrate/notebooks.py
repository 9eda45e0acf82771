"""Jupyter notebooks as sources: the code cells one after the other are a module.

Marker comments stand between the cells, and lines that only IPython understands are masked. A new text is taken apart
at its markers, so that what a cell gains stays in it; a text that lost a marker is refused. Everything that is no code
cell, and the layout of the JSON, stays.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any

from migrate.findings import Finding
from migrate.project import Place, Source, Unwritable, problem

SUFFIX = ".ipynb"

_MARKER = "# %% cell {} of the notebook"
_MARKERS = re.compile(r"^# %% cell (\d+) of the notebook\n", re.M)
_MASK = "# %% IPython: "
_MASKED = re.compile(r"^(\s*)(?:pass  )?# %% IPython: (.*)$")
_MAGIC = re.compile(r"^(\s*)([%!?].*|[\w.]+\?\??\s*)$")
# Magics whose argument or cell is Python that takes part in the program.
_RUNS_PYTHON = re.compile(r"^\s*%(?:time|timeit|prun|memit|mprun|lprun)\s+\S")
_PYTHON_CELL = re.compile(r"^%%(?:time|capture|prun|memit)\b")


@dataclass(frozen=True)
class Notebook(Source):
    """A notebook that was read; `cells` are the indexes of its code cells, `starts` their first lines in `text`."""

    cells: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    content: Any = field(default=None, compare=False)


def decode(place: Place, data: bytes) -> Notebook | Finding:
    """The module that the code cells of a notebook (format 4) make."""
    try:
        content = json.loads(data.decode("utf-8"))
        cells = content["cells"]
        codes = [(index, _source(cell)) for index, cell in enumerate(cells) if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return problem("TF002", place.shown, f"cannot be read as a notebook of format 4: {type(error).__name__}")
    lines: list[str] = []
    starts = []
    for index, code in codes:
        lines.append(_MARKER.format(index))
        starts.append(len(lines) + 1)
        for number, line in enumerate(_mask(code), 1):
            if line is None:
                message = "a magic that runs Python cannot be followed; take the code out of it"
                return problem("TF002", f"{place.shown}:cell {index + 1}", message, number)
            lines.append(line)
    text = "\n".join([*lines, ""])
    return Notebook(place, data, "utf-8", text, None, tuple(index for index, _ in codes), tuple(starts), content)


def encode(source: Notebook, text: str) -> bytes:
    """The notebook with the cells of `text`, in the layout of the old JSON."""
    if text == source.text:
        return source.data
    parts = _MARKERS.split(text)
    if tuple(int(number) for number in parts[1::2]) != source.cells:
        raise Unwritable("the new code crosses the borders of the notebook's cells")
    codes = parts[2::2]
    if codes:
        codes[0] = parts[0] + codes[0]
    content = json.loads(source.data.decode("utf-8"))
    for index, code in zip(source.cells, codes, strict=True):
        cell = content["cells"][index]
        new = "\n".join(_unmask(line) for line in code.removesuffix("\n").split("\n"))
        if new != _source(cell):
            cell["source"] = new if isinstance(cell["source"], str) else new.splitlines(keepends=True)
    return _layout(source)(content)


def locate(source: Notebook, finding: Finding) -> Finding:
    """The finding with the cell in its path, as a reader counts them, and the line in the cell."""
    before = [at for at in range(len(source.starts)) if source.starts[at] <= finding.line]
    if not before:
        return finding
    cell, start = source.cells[before[-1]], source.starts[before[-1]]
    return replace(finding, path=f"{finding.path}:cell {cell + 1}", line=finding.line - start + 1)


def _source(cell: Any) -> str:
    """The code of a cell: the format allows a string and a list of lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _mask(code: str) -> list[str | None]:
    """The lines of a cell for Python's parser; None for one that must not be masked."""
    lines = code.split("\n")
    if lines[0].startswith("%%") and not _PYTHON_CELL.match(lines[0]):
        return [_MASK + line for line in lines]
    masked: list[str | None] = []
    for line in lines:
        magic = _MAGIC.match(line)
        if _RUNS_PYTHON.match(line):
            masked.append(None)
        elif line.startswith("%%"):
            masked.append(_MASK + line)
        elif magic and not (masked and (masked[-1] or "").endswith(("\\", "(", ","))):
            masked.append(f"{magic[1]}pass  {_MASK}{magic[2]}")
        else:
            masked.append(line)
    return masked


def _unmask(line: str) -> str:
    match = _MASKED.match(line)
    return match[1] + match[2] if match else line


def _layout(source: Notebook) -> Any:
    """A writer that gives back the old bytes for the old content; Jupyter's own layout where none does."""

    def writer(indent: int | None, ascii_only: bool, end: str) -> Any:
        def write(content: Any) -> bytes:
            return (json.dumps(content, indent=indent, ensure_ascii=ascii_only) + end).encode("utf-8")

        return write

    end = "\n" if source.data.endswith(b"\n") else ""
    for indent in (1, 2, 4, None):
        for ascii_only in (False, True):
            write = writer(indent, ascii_only, end)
            if write(source.content) == source.data:
                return write
    return writer(1, False, end)


def lines(source: Notebook) -> dict[str, list[str]]:
    """The lines of each cell under the path that `locate` gives."""
    every = [_unmask(line) for line in source.text.split("\n")]
    ends = [start - 2 for start in source.starts[1:]] + [len(every)]
    return {
        f"{source.place.shown}:cell {cell + 1}": every[start - 1 : end]
        for cell, start, end in zip(source.cells, source.starts, ends, strict=True)
    }

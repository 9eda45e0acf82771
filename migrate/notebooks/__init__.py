"""Jupyter notebooks as sources: the code cells one after the other are a module.

A new text of it is taken apart at the markers of the cells, so that what a cell gains stays in it; a text that lost a
marker is refused. Only the sources of the cells that changed are written, into the JSON as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from migrate.findings import Finding
from migrate.notebooks import json_texts, magics, texts
from migrate.notebooks.json_texts import Node
from migrate.notebooks.texts import SUFFIX, Cell
from migrate.project import Place, Source, Unwritable, problem
from migrate.syntax import syntax_problem

__all__ = ["SUFFIX", "Notebook", "cell_problem", "decode", "encode", "lines", "locate", "remarks", "with_text"]


@dataclass(frozen=True)
class Notebook(Source):
    """A notebook that was read; `cells` are the indexes of its code cells, `starts` their first lines in `text`.

    `python2`: its kernel is one of Python 2.
    """

    cells: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    python2: bool = False
    content: Node | None = field(default=None, compare=False)


def decode(place: Place, data: bytes) -> Notebook | Finding:
    """The module that the code cells of a notebook (format 3 or 4) make."""
    try:
        json_text = data.decode("utf-8")
        content = json_texts.parse(json_text)
        codes = _codes(content)
        joined = [Cell(index, "\n".join(magics.mask(_plain(node))), run) for index, node, run in codes]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = f"cannot be read as a notebook of format 3 or 4: {type(error).__name__}"
        return problem("TF002", place.shown, message)
    other = _other_language(content)
    if other:
        return replace(problem("TF007", place.shown, f"is a notebook of {other}; it is left"), severity="note")
    text, starts = texts.join(joined)
    cells = tuple(cell.index for cell in joined)
    return Notebook(place, data, "utf-8", text, None, cells, starts, _is_python2(content), content)


def encode(source: Notebook, text: str) -> bytes:
    """The notebook with the cells of `text`; all but the sources of changed cells stays byte for byte."""
    if text == source.text and not source.converted:
        return source.data
    cells = texts.cut(text)
    if tuple(cell.index for cell in cells) != source.cells:
        raise Unwritable("the new code crosses the borders of the notebook's cells")
    parts, at = [], 0
    json_text = source.data.decode("utf-8")
    assert source.content is not None
    old = _codes(source.content)
    model = next((node for _, node, _ in old if isinstance(node.value, list) and len(node.value) > 1), None)
    for was, cell, (_, node, _) in zip(texts.cut(source.text), cells, old, strict=True):
        if magics.masks(was.code) != magics.masks(cell.code) or magics.torn(cell.code):
            raise Unwritable("the new code moves or tears the magics of the notebook's cells")
        new = magics.unmask(cell.code)
        if was.code == cell.code and not source.converted or new == _plain(node):
            continue
        if "\r\n" in _text(node):
            new = new.replace("\n", "\r\n")
        parts += [json_text[at : node.start], json_texts.with_text(json_text, node, new, model)]
        at = node.end
    return ("".join(parts) + json_text[at:]).encode("utf-8")


def with_text(source: Notebook, text: str) -> Notebook:
    """The notebook with other code in its cells, as something else made it of the old one."""
    cells = texts.cut(text)
    if tuple(cell.index for cell in cells) != source.cells:
        raise Unwritable("the new code crosses the borders of the notebook's cells")
    text, starts = texts.join(cells)
    return replace(source, text=text, starts=starts, converted=True)


def cell_problem(source: Source) -> Finding | None:
    """What the cells together hide: one that is no Python by itself, and goes on in the next."""
    for cell in texts.cut(source.text) if isinstance(source, Notebook) else ():
        found = syntax_problem(source.place.shown, cell.code)
        if found is not None:
            return replace(found, path=f"{source.place.shown}:cell {cell.index + 1}")
    return None


def remarks(source: Source) -> list[Finding]:
    """What is to be said of a notebook as such, whatever becomes of it."""
    if not isinstance(source, Notebook):
        return []
    found = []
    if source.python2 and not source.converted:
        message = (
            "the notebook's kernel is Python 2, and its cells are read as Python 3: `/` of whole numbers gives a "
            "fraction, `map`, `filter` and `zip` give no lists, and text is not bytes"
        )
        found.append(Finding("TF310", source.place.shown, source.starts[0] if source.starts else 1, 1, message))
    for number, line in enumerate(source.text.split("\n"), 1):
        for text in magics.masks(line):
            if magics.names_tensorflow_1(text):
                message = f"`{text.strip()}` is about TensorFlow 1, and the migrated cells need TensorFlow 2"
                found.append(Finding("TF311", source.place.shown, number, 1, message))
    return found


def locate(source: Source, finding: Finding) -> Finding:
    """A notebook's finding with the cell in its path, as a reader counts them, and the line in the cell."""
    if not isinstance(source, Notebook) or finding.path != source.place.shown:
        return finding
    before = [at for at in range(len(source.starts)) if source.starts[at] <= finding.line]
    if not before:
        return finding
    cell, start = source.cells[before[-1]], source.starts[before[-1]]
    line = finding.line - start + 1
    message = finding.message.replace(f" line {finding.line}", f" line {line}")  # as syntax errors name it
    return replace(finding, path=f"{finding.path}:cell {cell + 1}", line=line, message=message)


def lines(source: Notebook) -> dict[str, list[str]]:
    """The lines of each cell under the path that `locate` gives."""
    cells = texts.cut(source.text)
    return {f"{source.place.shown}:cell {cell.index + 1}": magics.unmask(cell.code).split("\n") for cell in cells}


# ---------------------------------------------------------------- reading
def _codes(content: Node) -> list[tuple[int, Node, int | None]]:
    """(index among all cells, node of the source, number of the last run) of each code cell."""
    sheets = content.value.get("worksheets")
    if sheets is not None and "cells" not in content.value:  # format 3
        cells, source, run = [c for sheet in sheets.value for c in sheet.value["cells"].value], "input", "prompt_number"
    else:
        cells, source, run = content.value["cells"].value, "source", "execution_count"
    found = []
    for index, cell in enumerate(cells):
        if cell.value["cell_type"].value == "code":
            node, number = cell.value[source], cell.get(run)
            _text(node)
            found.append((index, node, number if isinstance(number, int) else None))
    return found


def _text(node: Node) -> str:
    """The code of a cell: the format allows a string and a list of lines."""
    if isinstance(node.value, str):
        return node.value
    return "".join([item.value for item in node.value])


def _plain(node: Node) -> str:
    return _text(node).replace("\r\n", "\n")


def _kernel(content: Node) -> tuple[str, str]:
    """(language, its version) of the kernel, both lower case and empty where the notebook does not tell."""
    language = content.get("metadata", "language_info", "name") or content.get("metadata", "kernelspec", "language")
    version = content.get("metadata", "language_info", "version") or ""
    name = content.get("metadata", "kernelspec", "name") or ""
    if not version and str(name).lower().startswith("python2"):
        version = "2"
    return str(language or "").lower(), str(version)


def _other_language(content: Node) -> str:
    language = _kernel(content)[0]
    return language if language and not language.startswith(("python", "ipython")) else ""


def _is_python2(content: Node) -> bool:
    return _kernel(content)[1].startswith("2")

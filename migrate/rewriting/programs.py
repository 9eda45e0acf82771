"""A program of several files as one text: the modules that it imports come before it, each under a marker line.

Analysis and edits then see one program. What comes out is cut at the markers again, so each file keeps its place; a
name that one file would need from another without importing it shows in the check of each file.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.names import Names

MARKER = "# --8<-- file "


@dataclass(frozen=True)
class Piece:
    """One file of a program: its name, text, and its first line in the joined text (from 1)."""

    name: str
    text: str
    first: int


def join(files: list[tuple[str, str]]) -> tuple[str, list[Piece]]:
    """(joined text, its pieces) of (name, text) files, imported ones first."""
    lines: list[str] = []
    pieces: list[Piece] = []
    for name, text in files:
        lines += [MARKER + name, ""]
        own = text.split("\n")
        pieces.append(Piece(name, text, len(lines) + 1))
        lines += [*own, ""]
    return "\n".join(lines), pieces


def start_of(text: str, name: str) -> int:
    """The line of a joined text at which a file begins."""
    return text.split("\n").index(MARKER + name) + 1


def same_file(text: str, line: int) -> tuple[int, int]:
    """The first and the last line of the file that a line of a joined text belongs to; of all the text if it is one."""
    lines = text.split("\n")
    starts = [number for number, each in enumerate(lines, 1) if each.startswith(MARKER)]
    first = max((s for s in starts if s <= line), default=1)
    return first, min((s for s in starts if s > line), default=len(lines) + 1) - 1


def module_of(marker: str) -> str:
    """The last part of the module name of a file, by the line that marks its start in a joined text; "" of others."""
    name = marker.removeprefix(MARKER).removesuffix("/__init__.py").rpartition("/")[2].removesuffix(".py")
    return name if marker.startswith(MARKER) else ""


def script_of(text: str, line: int, scripts: int) -> int:
    """Which of the last `scripts` files of a joined text, from 1, a line belongs to; 0 for a file that they import."""
    lines = text.split("\n")
    starts = [number for number, each in enumerate(lines, 1) if each.startswith(MARKER)]
    return sum(line >= start for start in starts[-scripts:]) if scripts > 1 else 0


def modules(files: list[tuple[str, str]]) -> set[str]:
    """The last parts of the files' module names; a package is named by its folder."""
    return {name.removesuffix("/__init__.py").rpartition("/")[2].removesuffix(".py") for name, _ in files}


def modules_of(text: str) -> set[str]:
    """The dotted names, from the top folder, of the files that a joined text holds."""
    found = [line.removeprefix(MARKER) for line in text.split("\n") if line.startswith(MARKER)]
    return {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in found}


def split(text: str) -> dict[str, str]:
    """File name -> text, of a joined text that was edited."""
    found: dict[str, str] = {}
    for part in ("\n" + text).split("\n" + MARKER)[1:]:
        name, _, rest = part.partition("\n")
        found[name] = rest.removeprefix("\n").removesuffix("\n")
    return found


def place(pieces: list[Piece], line: int) -> tuple[str, int]:
    """(file, line in it) of a line of the joined text."""
    piece = next((p for p in reversed(pieces) if p.first <= line), pieces[0])
    return piece.name, max(1, line - piece.first + 1)


def clashes(files: list[tuple[str, str]]) -> str | None:
    """A module-level name that two files give to different things: they cannot be read as one."""
    meanings: dict[str, set[str]] = {}
    local = modules(files)
    for name, text in files:
        tree = ast.parse(text)
        aliases = library_aliases(tree, Names(tree))
        own: dict[str, set[str]] = {}
        for node in tree.body:
            for bound, meaning in _bound(node, name, local):
                own.setdefault(bound, set()).add(aliases.get(bound, meaning))
        for bound, found in own.items():
            if meanings.setdefault(bound, found) != found:
                return bound
    return None


def library_aliases(tree: ast.Module, names: Names) -> dict[str, str]:
    """Names that a file gives to a part of TensorFlow and to nothing else, `FLAGS = tf.app.flags.FLAGS`."""
    found: dict[str, str] = {}
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if isinstance(target, ast.Name):
            path = names.resolve(node.value)  # type: ignore[union-attr]
            if path and path.startswith("tensorflow.") and len(names.module_scope.bindings[target.id]) == 1:
                found[target.id] = path
    return found


def _bound(node: ast.stmt, name: str, modules: set[str]) -> list[tuple[str, str]]:
    if isinstance(node, ast.Import):
        return [
            (a.asname or a.name.split(".")[0], f"import {a.name if a.asname else a.name.split('.')[0]}")
            for a in node.names
        ]
    if isinstance(node, ast.ImportFrom):
        if (node.module or "").split(".")[-1] in modules:
            return []
        # `from package import module` is `import package.module as module`, and `from .` depends on the folder
        here = name.split("/")[: -node.level] if node.level else []
        module = ".".join([*here, *([node.module] if node.module else [])])
        return [(a.asname or a.name, f"import {module}.{a.name}") for a in node.names]
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [(node.name, name)]
    return [(n.id, name) for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]

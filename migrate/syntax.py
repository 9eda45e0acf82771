"""Whether a source is Python 3, and what a person should do where it is not."""

from __future__ import annotations

import ast
import re
import warnings

from migrate.findings import Finding
from migrate.names import import_statements
from migrate.project import problem

# What Python 2 allowed and Python 3 does not, seen on the line at which the parser stopped.
_PYTHON_2 = (
    ("the print statement", re.compile(r"(?:^|[;:])\s*print\b\s*(?:>>|[^\s(=.,\[)\]:]|\(.*\)\s*[%,]|$)")),
    ("the exec statement", re.compile(r"(?:^|[;:])\s*exec\s+[^\s(=.]")),
    ("'except E, name:'", re.compile(r"^\s*except\b[^:#]*,\s*\w+\s*:")),
    ("'raise E, value'", re.compile(r"(?:^|[;:])\s*raise\s+[\w.]+\s*,")),
    ("a number with the suffix L", re.compile(r"\b(?:0[xX][0-9a-fA-F]+|\d+)[lL]\b")),
    ("the operator <>", re.compile(r"<>")),
    ("backquotes for repr", re.compile(r"`[^`]+`")),
    ("a string with the prefix ur", re.compile(r"\b[uU][rR][\"']")),
    ("a tuple parameter", re.compile(r"\b(?:def\s+\w+\s*\(|lambda\b)[^:]*?\(\s*\w+\s*,")),
)
_PYTHON_2_MESSAGE = re.compile(
    r"Missing parentheses in call to '(print|exec)'|multiple exception types must be parenthesized|"
    r"leading zeros in decimal integer literals"
)
_QUOTED = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|(#.*)")


# What may be kept of the trees for those who ask next, in characters of source: some 35 bytes of memory for each
_ROOM = 2_000_000

Imports = tuple[tuple[str, int], ...]


class _Kept:
    def __init__(self) -> None:
        self.trees: dict[str, ast.Module] = {}
        self.imports: dict[str, Imports] = {}
        self.room = _ROOM


_kept = _Kept()


def syntax_problem(path: str, text: str) -> Finding | None:
    """None for Python 3, else TF006 for Python 2, TF001 for anything else that does not parse."""
    try:
        _keep(text)
    except SyntaxError as error:
        return _explain(path, text, error)
    except ValueError as error:  # null bytes, in Python 3.10 and 3.11.3
        return problem("TF001", path, f"cannot be parsed: {error}")
    except (RecursionError, MemoryError):
        return problem("TF001", path, "cannot be parsed: an expression is nested too deeply for Python's own parser")
    return None


def parse(text: str) -> ast.Module:
    """`ast.parse` without the warnings that the user's code would give when it is compiled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def tree_of(text: str) -> ast.Module:
    """The tree of a source that parses; not to be changed, since others may be given the same one."""
    return _kept.trees.get(text) or parse(text)


def imports_of(text: str) -> Imports:
    """(module, level) of all that the import statements of a source can mean: `from a import b` is a and a.b."""
    found = _kept.imports.get(text)
    return _imports(parse(text)) if found is None else found


def remember_imports(text: str, imports: Imports) -> None:
    """Takes over what another process found in a source."""
    _kept.imports[text] = imports


def forget() -> None:
    """Drops what is kept of the sources that were read."""
    global _kept
    _kept = _Kept()


def _keep(text: str) -> None:
    if text in _kept.imports:
        return
    tree = parse(text)
    _kept.imports[text] = _imports(tree)
    if len(text) <= _kept.room:
        _kept.trees[text] = tree
        _kept.room -= len(text)


def _imports(tree: ast.Module) -> Imports:
    wanted: list[tuple[str, int]] = []
    for node in import_statements(tree):
        if isinstance(node, ast.Import):
            wanted += [(alias.name, 0) for alias in node.names]
        else:
            wanted += [(node.module, node.level)] if node.module else []
            wanted += [(f"{node.module}.{a.name}" if node.module else a.name, node.level) for a in node.names]
    return tuple(wanted)


def still_parses(old: str, tree: ast.Module, new: str) -> bool:
    """Whether a text surely parses that was made of a parsed one by edits; only the changed statements are parsed.

    False where it does not, or where only the whole can tell. A module is a row of top-level statements, so it parses
    where each of them is an old one at the beginning of a line, or parses by itself.
    """
    if "\r" in old or "\r" in new:
        return False
    at = 0
    try:
        for statement in _statements(old, tree):
            if new.startswith(statement, at):
                at += len(statement)
                continue
            found = new.find(statement, at)
            while found > 0 and new[found - 1] != "\n":
                found = new.find(statement, found + 1)
            if found > 0:
                parse(new[at:found])
                at = found + len(statement)
        parse(new[at:])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _statements(text: str, tree: ast.Module) -> list[str]:
    """The text of each top-level statement from the beginning of its first line to that of the next statement."""
    lines = [line + "\n" for line in text.split("\n")]
    starts: list[int] = []
    end = 0
    for node in tree.body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        if first > end and not (first > 1 and lines[first - 2].endswith("\\\n")):
            starts.append(first - 1)
        end = node.end_lineno or end
    return ["".join(lines[a:b]) for a, b in zip(starts, starts[1:], strict=False)]


def _explain(path: str, text: str, error: SyntaxError) -> Finding:
    line = max(error.lineno or 1, 1)
    column = max(error.offset or 1, 1)
    message = error.msg or "invalid syntax"
    lines = text.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    code = _QUOTED.sub(lambda match: "" if match[1] else '""', here)
    what = next((name for name, pattern in _PYTHON_2 if pattern.search(code)), None)
    if what is None and _PYTHON_2_MESSAGE.search(message):
        what = message
    if what is None:
        return problem("TF001", path, f"cannot be parsed: {message}; mend line {line} and run again", line, column)
    return problem(
        "TF006",
        path,
        f"is Python 2 ({what} in line {line}); run again with --python2, which brings it to Python 3 first, or do that "
        "with another tool",
        line,
        column,
    )

"""Programs indented with tabs: read and rewritten with four spaces a level, and given their tabs back.

Everything that moves code to another depth counts columns; a tab is one column and one level.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.edits import Source

_LEVEL = "    "


@dataclass(frozen=True)
class Spaced:
    """A text indented with spaces, and the lines it was made of."""

    text: str
    lines: tuple[str, ...]

    def restored(self, text: str) -> str:
        """`text`, made of this one, with tabs; a line that was kept comes back byte for byte."""
        old = dict(zip(self.text.split("\n"), self.lines, strict=True))
        inner = Source(text).string_lines
        lines = text.split("\n")
        return "\n".join(
            line if number in inner else old.get(line) or _tabbed(line) for number, line in enumerate(lines, 1)
        )

    def column(self, line: int, column: int) -> int:
        """The column of the file for one of the text, both from 1."""
        if not 0 < line <= len(self.lines):
            return column
        before = self.lines[line - 1]
        depth = len(before) - len(before.lstrip("\t"))
        width = len(self.text.split("\n")[line - 1]) - len(before)
        return max(column - width, min(column, depth + 1))


def spaced(text: str, tree: ast.Module) -> Spaced | None:
    """The text of a program whose blocks are all indented with tabs; None for another."""
    if "\n\t" not in text:
        return None
    inner = Source(text).string_lines
    starts = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)}
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        rest = line.lstrip("\t")
        if number in starts and rest.startswith(" ") or "\t" in rest[: len(rest) - len(rest.lstrip())]:
            return None
        found.append(line if number in inner else _LEVEL * (len(line) - len(rest)) + rest)
    return Spaced("\n".join(found), tuple(lines))


def _tabbed(line: str) -> str:
    rest = line.lstrip(" ")
    levels, spaces = divmod(len(line) - len(rest), len(_LEVEL))
    return "\t" * levels + " " * spaces + rest

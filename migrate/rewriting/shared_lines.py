"""Statements that share a line, each on a line of its own: `w = a * x; b = w + 1`, `with tf.Session() as s: s.run(op)`.

The same program. Only the lines are taken apart on which statements of the graph are, or runs of it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from migrate.blocks import LISTS
from migrate.edits import Source
from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

BETWEEN = r"[ \t]*;([ \t]|\\\n)*"


class SharedLine(Obstacle):
    """Statements that share their lines with others; each may as well have a line of its own."""

    def __init__(self, node: ast.AST, nodes: Sequence[ast.AST] = ()) -> None:
        super().__init__(node, "several statements on one line")
        self.lines = {n.lineno for n in (node, *nodes)}  # type: ignore[attr-defined]


def shared(source: Source, node: ast.stmt) -> bool:
    """Whether something but a comment stands before or after a statement on its lines."""
    return not source.alone(node) or _inline(source, source.span(node)[0])


def check(context: Context) -> None:
    """The statements that go into functions, and what stands in `with` blocks that go, have lines of their own."""
    nodes = [unit.node for unit in context.plan.moved if shared(context.source, unit.node)]
    nodes += [n.body[0] for n in context.interp.transparent if n.body[0].lineno == n.lineno]
    if nodes:
        raise SharedLine(min(nodes, key=lambda n: (n.lineno, n.col_offset)), nodes)


def apart(text: str, lines: set[int]) -> tuple[str, list[int]] | None:
    """(the text in which no statements share one of the lines; for each of its lines the one of `text`).

    None where there is nothing to take apart.
    """
    source, tree = Source(text), ast.parse(text)
    breaks: dict[tuple[int, int], str | None] = {}  # what goes -> the indentation on a new line; None for no new line
    for owner, field, body in _bodies(tree):
        indent = source.indent_of(body[0])
        first = source.span(body[0])[0]
        if _inline(source, first) and body is not tree.body:  # `if deep: x = layer(x)`
            colon = source.text.rindex(":", 0, first) + 1
            line = source.text[source.line_start(colon) : colon]
            indent = source.indent_of(owner) if field == "body" else line[: len(line) - len(line.lstrip())]
            indent += _step(source, tree)
            if any(n.lineno in lines for n in body):
                breaks[colon, first] = indent
        for node, following in zip_longest(body, body[1:]):
            end = source.span(node)[1]
            until = source.span(following)[0] if following is not None else source.line_end(end)
            between = source.text[end:until]
            if not {node.lineno, node.end_lineno, getattr(following, "lineno", None)} & lines:
                continue
            if following is not None and re.fullmatch(BETWEEN, between):
                breaks[end, until] = indent
            elif between.lstrip(" \t").startswith(";"):  # it parts nothing
                breaks[end, end + between.index(";") + 1] = None
    origin = list(range(1, text.count("\n") + 2))
    for (start, end), indent in sorted(breaks.items(), reverse=True):
        line = source.text.count("\n", 0, start) + 1
        text = text[:start] + ("" if indent is None else "\n" + indent) + text[end:]
        gone = source.text.count("\n", start, end)
        origin[line : line + gone] = [] if indent is None else [line + gone]
    return (text, origin) if breaks else None


def members_apart(text: str, tree: ast.Module, classes: set[str]) -> tuple[str, list[int]] | None:
    """What `apart` gives where members of the classes share lines, or a method is written on one line."""
    source = Source(text)
    nodes: list[ast.stmt] = []
    for owner in tree.body:
        if isinstance(owner, ast.ClassDef) and owner.name in classes:
            nodes += owner.body
            nodes += [n.body[0] for n in ast.walk(owner) if isinstance(n, ast.FunctionDef)]
    lines = {n.lineno for n in nodes if shared(source, n)}
    return apart(text, lines) if lines else None


def _inline(source: Source, start: int) -> bool:
    """Whether what begins at `start` goes on with a line."""
    line = source.line_start(start)
    return bool(source.text[line:start].strip()) or source.text[:line].endswith("\\\n")


def _bodies(tree: ast.Module) -> Iterator[tuple[ast.AST, str, list[ast.stmt]]]:
    """Each block of statements, what it belongs to, and as what."""
    for node in ast.walk(tree):
        for field in LISTS:
            body = getattr(node, field, None)
            if isinstance(body, list) and body:
                yield (body[0] if isinstance(node, ast.match_case) else node), field, body


def _step(source: Source, tree: ast.Module) -> str:
    """One level of indentation as the text has it."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, ast.stmt) and isinstance(body, list) and not _inline(source, source.span(body[0])[0]):
            inner, outer = source.indent_of(body[0]), source.indent_of(node)
            if inner.startswith(outer) and len(inner) > len(outer):
                return inner[len(outer) :]
    return "    "

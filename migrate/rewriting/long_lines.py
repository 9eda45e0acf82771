"""Statements that came out too long for one line, broken as a formatter breaks them.

Lines that stood so in the file stay, and so do all where the file has longer lines of its own.
"""

from __future__ import annotations

import ast
import io
import tokenize

from migrate.rewriting.breaking import STEP, WIDTH

SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return)
OPENING, CLOSING = "([{", ")]}"


def broken(text: str, before: str) -> str:
    """The text of a file, whose text was `before`, with its new lines no longer than the margin where that can be."""
    own = set(before.split("\n"))
    limit = max([WIDTH, *(len(line) for line in own if not line.lstrip().startswith("#"))])
    lines = text.split("\n")
    long = {n for n, line in enumerate(lines, 1) if len(line) > limit and line not in own}
    if not long:
        return text
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, SIMPLE) and node.lineno in long and node.lineno == node.end_lineno:
            found.append(node)
    numbers = [node.lineno for node in found]
    for node in sorted(found, key=lambda n: -n.lineno):
        if numbers.count(node.lineno) == 1:
            at = node.lineno - 1
            lines[at : at + 1] = _broken(lines[at], node, limit, before) or [lines[at]]
    return "\n".join(lines)


def _broken(line: str, node: ast.stmt, limit: int, before: str) -> list[str] | None:
    """The lines of a statement; None where it shares its line, or cannot be broken."""
    end = len(line.encode()[: node.end_col_offset].decode())
    indent, code, rest = line[: node.col_offset], line[len(line[: node.col_offset]) : end], line[end:].strip()
    if indent.strip() or not code.isascii() or rest and (not rest.startswith("#") or rest in before):
        return None
    above = [indent + rest] if rest else []
    if len(indent + code) <= limit:
        return [*above, indent + code]
    split = _split(code, limit - len(indent))
    return [*above, *(indent + part for part in split)] if split else None


def _split(code: str, width: int) -> list[str] | None:
    """The lines of a statement broken at its widest brackets: what these hold stands between them, or line by line."""
    pairs = _brackets(code)
    if not pairs:
        return None
    start, end, commas = max(pairs, key=lambda p: p[1] - p[0])
    head, inner, tail = code[: start + 1], code[start + 1 : end], code[end:]
    if len(head) > width or len(tail) > width or not inner.strip():
        return None
    cuts = [start, *commas, end]
    items = [code[a + 1 : b].strip() for a, b in zip(cuts, cuts[1:], strict=False)]
    items = [item for item in items if item]
    forms = [[f"{STEP}{inner.strip()}"], [f"{STEP}{item}," for item in items], _lines(items)]
    if len(items) == 1:
        deeper = _split(items[0], width - len(STEP))
        forms[1:] = [[STEP + line for line in deeper]] if deeper else []
    for body in forms:
        found = [head, *body, tail]
        if all(len(line) <= width for line in found) and _same(code, "\n".join(found)):
            return found
    return None


def _lines(items: list[str]) -> list[str]:
    return [f"{STEP}{item}{',' if item is not items[-1] else ''}" for item in items]


def _same(one: str, other: str) -> bool:
    try:
        return ast.dump(_parsed(one)) == ast.dump(_parsed(other))
    except SyntaxError:
        return False


def _parsed(code: str) -> ast.AST:
    return ast.parse(f"def f():\n return (\n{code.removeprefix('return ')}\n)" if code.startswith("return ") else code)


def _comprehends(code: str) -> bool:
    """Whether what brackets hold is a comprehension, or a generator alone."""
    try:
        node = ast.parse(code, mode="eval").body
    except SyntaxError:  # the arguments of a call
        return False
    return isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp))


def _brackets(code: str) -> list[tuple[int, int, list[int]]]:
    """(opening, closing, the commas between its items) of each pair of brackets that no other one holds."""
    found: list[tuple[int, int, list[int]]] = []
    depth, start, commas = 0, 0, []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type != tokenize.OP or token.start[0] > 1:
                continue
            if token.string in OPENING:
                if depth == 0:
                    start, commas = token.start[1], []
                depth += 1
            elif token.string in CLOSING:
                depth -= 1
                if depth == 0:
                    found.append((start, token.start[1], commas))
            elif token.string == "," and depth == 1:
                commas.append(token.start[1])
        for start, end, commas in found:
            if _comprehends(code[start : end + 1]):
                commas.clear()
    except (tokenize.TokenError, IndentationError):
        return []
    return found

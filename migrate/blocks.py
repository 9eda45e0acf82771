"""Blocks: the lists of statements that a statement, a handler or a module holds."""

from __future__ import annotations

import ast

LISTS = ("body", "orelse", "finalbody")


def blocks(node: ast.AST | None) -> list[list[ast.stmt]]:
    """The blocks of a node, those of its handlers not among them."""
    return [found for name in LISTS if isinstance(found := getattr(node, name, None), list)]


def block_of(statement: ast.stmt, holder: ast.AST | None) -> list[ast.stmt] | None:
    """The block of `holder` that a statement stands in; None for another holder."""
    return next((block for block in blocks(holder) if statement in block), None)


def is_main_guard(node: ast.AST) -> bool:
    """Whether a node is `if __name__ == "__main__":`, without an `else`."""
    test = node.test if isinstance(node, ast.If) and not node.orelse else None
    return isinstance(test, ast.Compare) and ast.unparse(test) == "__name__ == '__main__'"

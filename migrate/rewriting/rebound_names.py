"""Names that stand for one thing and later for another, `scope = "eval"` and below `scope = "target"`.

Graph statements that a function holds read a name when the function is traced, so the second gets a name of its own:
the same TensorFlow 1 program.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, Scope, fresh, used
from migrate.rewriting.programs import MARKER
from migrate.stages.attributes import is_attribute

_BY_NAME = {"globals", "locals", "vars", "exec", "eval"}
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def apart(text: str, line: int, column: int) -> str | None:
    """The text in which what is bound at a place (line from 1, column in bytes) has a name of its own.

    None where it is not certain what is read where.
    """
    tree = ast.parse(text)
    if _BY_NAME & used(tree):
        return None
    if any(isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del) for n in ast.walk(tree)):
        return None
    stored = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and (n.lineno, n.col_offset) == (line, column)]
    if len(stored) != 1 or not isinstance(stored[0].ctx, ast.Store):
        return None
    names, parents = Names(tree), {c: n for n in ast.walk(tree) for c in ast.iter_child_nodes(n)}
    target = stored[0]
    if is_attribute(target.id):
        return None
    scope = names.scope_of[target].find(target.id)
    if scope is None or names.scope_of[target] is not scope or isinstance(scope.node, ast.ClassDef):
        return None
    if isinstance(scope.node, ast.Module) and MARKER in text:
        return None
    statements = [_statement(parents, scope, binding) for binding in scope.bindings[target.id]]
    if None in statements or len({id(s) for s in statements}) != len(statements):
        return None
    changing = _statement(parents, scope, target)
    source, new = Source(text), fresh(target.id, used(tree))
    source.replace(target, new)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name) or node.id != target.id or not isinstance(node.ctx, ast.Load):
            continue
        if names.scope_of[node].find(node.id) is not scope:
            continue
        if _inside(parents, scope, node):
            return None
        before = [s for s in statements if (s.end_lineno, s.end_col_offset) <= (node.lineno, node.col_offset)]  # type: ignore[union-attr,operator]
        if before and max(before, key=lambda s: (s.lineno, s.col_offset)) is changing:  # type: ignore[union-attr]
            source.replace(node, new)
    return source.result()


def _statement(parents: dict[ast.AST, ast.AST], scope: Scope, binding: ast.AST) -> ast.Assign | None:
    """The assignment that binds a name, which runs once, in its order; None for any other."""
    current: ast.AST | None = binding
    while isinstance(current, (ast.Name, ast.Tuple, ast.List)):
        current = parents.get(current)
    if not isinstance(current, ast.Assign) or any(binding is n for n in ast.walk(current.value)):
        return None
    around = parents.get(current)
    while isinstance(around, (ast.With, ast.AsyncWith)):
        around = parents.get(around)
    return current if around is scope.node else None


def _inside(parents: dict[ast.AST, ast.AST], scope: Scope, node: ast.AST) -> bool:
    """Whether a function or class of the scope reads a name: when it runs is not in the order of the text."""
    current = parents.get(node)
    while current is not None and current is not scope.node:
        if isinstance(current, _INNER):
            return True
        current = parents.get(current)
    return False

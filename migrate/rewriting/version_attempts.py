"""`try: tf.summary.scalar("a", a)` / `except AttributeError: tf.scalar_summary("a", a)`: one program for two TF 1 APIs.

What TensorFlow 1.15 runs of it stays, the rest goes: a handler that uses a name which 1.15 has not, or that only asks
for older names of the same, and a body that begins with such a name.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.symbols import exists_in_tf1

_ANY = {"Exception", "BaseException"}
_RUNS = {"run", "eval"}


def normalise(text: str, tree: ast.Module) -> tuple[str, None, list[tuple[int, str, str]]] | None:
    """The text with what TensorFlow 1.15 runs of its attempts; None where there are none."""
    if "except" not in text:
        return None
    names, source = Names(tree), Source(text)
    notes: list[tuple[int, str, str]] = []
    for node in ast.walk(tree):
        kept = _kept(names, node)
        if kept is not None and source.unwrap(node, kept):  # type: ignore[arg-type]
            notes.append((node.lineno, "TF313", "what is not for TensorFlow 1.15 goes"))  # type: ignore[attr-defined]
    return (source.result(), None, notes) if notes else None


def _kept(names: Names, node: ast.AST) -> list[ast.stmt] | None:
    """The statements that TensorFlow 1.15 runs of an attempt; None for another, or where it is not certain."""
    if not isinstance(node, ast.Try) or node.orelse or node.finalbody or len(node.handlers) != 1:
        return None
    handler = node.handlers[0]
    if handler.name is not None or not _catches(handler.type, {"AttributeError"} | _ANY):
        return None
    if _fails(names, node.body[0]):
        return handler.body
    if _fails(names, handler.body[0]):
        return node.body  # whoever came here ended with an error
    if _catches(handler.type, {"AttributeError"}) and handler.type is not None and _only_tensorflow(names, node.body):
        return node.body
    return None


def _catches(kind: ast.expr | None, wanted: set[str]) -> bool:
    if isinstance(kind, ast.Tuple):
        return any(_catches(part, wanted) for part in kind.elts)
    return kind is None or isinstance(kind, ast.Name) and kind.id in wanted


def _fails(names: Names, statement: ast.stmt) -> bool:
    """Whether a statement surely asks TensorFlow 1.15 for a name that it has not."""
    value = statement.value if isinstance(statement, (ast.Assign, ast.Expr)) else None
    if value is None:
        return False
    while isinstance(value, ast.Call):  # the function is looked up before its arguments are
        value = value.func
    path = names.resolve(value) if isinstance(value, ast.Attribute) else None
    return path is not None and path.startswith("tensorflow.") and exists_in_tf1(path) is False


def _only_tensorflow(names: Names, body: list[ast.stmt]) -> bool:
    """Whether nothing but TensorFlow is called or asked for attributes, and 1.15 has them."""
    if not all(isinstance(statement, (ast.Assign, ast.Expr)) for statement in body):
        return False
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Attribute):
            path = names.resolve(node) or ""
            if path.startswith("tensorflow."):
                if not exists_in_tf1(path):
                    return False
                continue
            if isinstance(node.ctx, ast.Load) and node.attr not in _RUNS:
                return False
        if isinstance(node, ast.Call) and not isinstance(node.func, ast.Attribute):
            return False
        waiting += ast.iter_child_nodes(node)
    return True

"""`K.set_session(tf.Session(config=...))`: a session that only brings settings to Keras goes, as other sessions do."""

from __future__ import annotations

import ast

from migrate.blocks import blocks
from migrate.rewriting.keras.context import Context

NAME = "set_session"
_SESSIONS = ("tensorflow.Session", "tensorflow.InteractiveSession")


def obstacles(context: Context) -> None:
    """None of its own: `imports` asks which uses are certain."""


def rewrite(context: Context) -> None:
    source = context.source
    assert source is not None
    for node, _, path in list(context.uses()):
        if not is_setter(path) or isinstance(node, ast.ImportFrom) or not certain(context, node):
            continue
        statement = context.statement(node)
        start, end = source.span(statement)
        if [statement] in blocks(context.parents[statement]):
            source.replace(statement, "pass")
        else:
            source.replace_span(source.line_start(start), source.line_end(end), "")
        context.find("TF306", node, "a session that only brings settings to Keras goes, and so do its settings")


def is_setter(path: str) -> bool:
    """Whether a path inside Keras is that of `set_session`."""
    return path.startswith("backend.") and path.rsplit(".", 1)[-1] == NAME


def certain(context: Context, node: ast.AST) -> bool:
    """Whether a session is made for Keras alone, in a statement of its own."""
    call = context.parents.get(node)
    if not isinstance(call, ast.Call) or call.func is not node or len(call.args) != 1 or call.keywords:
        return False
    statement = context.parents[call]
    if not isinstance(statement, ast.Expr) or not _own_line(context, statement):
        return False
    given = call.args[0]
    if isinstance(given, ast.Name):
        uses = [n for n in context.nodes if isinstance(n, ast.Name) and n.id == given.id]
        made = context.value(given)
        return len(uses) == 2 and made is not None and _plain_session(context, made)
    return _plain_session(context, given)


def _plain_session(context: Context, node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and context.names.resolve(node.func) in _SESSIONS
        and not node.args
        and all(k.arg == "config" for k in node.keywords)
    )


def _own_line(context: Context, statement: ast.stmt) -> bool:
    """Whether a statement shares its lines with no other."""
    parent = context.parents[statement]
    if getattr(parent, "lineno", 0) == statement.lineno:
        return False
    others = [s for block in blocks(parent) for s in block if s is not statement]
    lines = {statement.lineno, statement.end_lineno}
    return not any({s.lineno, getattr(s, "end_lineno", s.lineno)} & lines for s in others)

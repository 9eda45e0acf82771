"""`tf.__version__` and its like: a program may say which TensorFlow it runs on, and must not decide by that."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

_NAMES = {"VERSION", "GIT_VERSION", "COMPILER_VERSION"}
_NAMES |= {"__version__", "__git_version__", "__compiler_version__", *(f"version.{name}" for name in _NAMES)}
_LOGS = {"debug", "info", "warn", "warning", "log"}


def is_version(name: str) -> bool:
    """Whether a symbol is a version, or a method of one (`__version__.split`)."""
    return name in _NAMES or name.rpartition(".")[0] in _NAMES and name not in _NAMES


def check(context: Context, node: ast.AST) -> None:
    """Raises Obstacle unless the version is only shown, or asserted to be no older than another."""
    statement: ast.AST | None = node
    while statement is not None and not isinstance(statement, ast.stmt):
        if isinstance(statement, (ast.IfExp, ast.BoolOp, ast.Lambda, ast.comprehension)):
            break
        statement = context.interp.parents.get(statement)
    if isinstance(statement, ast.Expr):
        call = statement.value
        function = call.func if isinstance(call, ast.Call) else None
        logs = isinstance(function, ast.Attribute) and function.attr in _LOGS
        if statement in context.interp.displayed or logs or isinstance(function, ast.Name) and function.id == "print":
            return
    if isinstance(statement, ast.Assert) and isinstance(statement.test, ast.Compare):
        if all(isinstance(operator, (ast.Gt, ast.GtE)) for operator in statement.test.ops):
            return
    raise Obstacle(node, "the program may decide by the version of TensorFlow")

"""Minimizations by SciPy in the text that is interpreted: `minimize_with_scipy(loss_and_gradient, variables, ..)`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.attributes import DOT

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

FUNCTION = "minimize_with_scipy"
# names that no program has: methods that move along the gradients so far, which never change a number whose
# gradient is always 0, and all others
ALONG_GRADIENTS, OTHERWISE = f"minimized{DOT}along_gradients", f"minimized{DOT}otherwise"


def is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in (ALONG_GRADIENTS, OTHERWISE)


def is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and is_name(node.func)


def unlike_matters(interp: Interpreter, node: ast.AST) -> bool:
    """Whether it matters that a list holds variables of other objects too, on which no loss in question depends.

    It does not for one that is only minimized by: those variables keep their values.
    """
    statement = interp.parents.get(node)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return True
    target = statement.targets[0]
    if not isinstance(target, ast.Name):
        return True
    scope_of, module = interp.names.scope_of, interp.names.module_scope
    owner = scope_of.get(target, module).find(target.id)
    minimized = False
    for read in ast.walk(interp.tree):
        if not isinstance(read, ast.Name) or read.id != target.id or read is target:
            continue
        if scope_of.get(read, module).find(read.id) is not owner:
            continue
        call = interp.parents.get(read)
        if is_call(call) and call.func.id == ALONG_GRADIENTS:  # type: ignore[union-attr]
            minimized = True
        elif not isinstance(call, ast.Call) or interp.names.resolve(call.func) != "tensorflow.gradients":
            return True
        elif not any(k.arg == "unconnected_gradients" for k in call.keywords):
            return True
    return not minimized


def check_run(interp: Interpreter, node: ast.AST) -> None:
    """A run in what SciPy calls back found the variables as they were before the minimization."""
    for call, definition in zip(interp.call_nodes, interp.stack, strict=True):
        if is_call(call) and definition is not interp.stack[-1]:
            interp.obstacle(node, "a function that SciPy calls back while it minimizes runs the session")

"""Initial values made of other variables: `tf.Variable(w.initialized_value() * 2)`.

TF1 computes them of the other variables' initial values. In TensorFlow 2 a variable has its initial value as soon as it
is made, so the same expression gives the same where nothing has run before.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import Operation

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

REASON = "the initial value of a variable reads another variable"


def reads_variables(interp: Interpreter, node: ast.Call, initial: ast.expr | None) -> None:
    """Notes a variable whose initial value is made of other variables; an obstacle where that is not certain."""
    statement = interp.unit.node
    plain = isinstance(statement, ast.Assign) and statement.value is node and not interp.stack
    if not plain or initial is None or isinstance(initial, ast.Name):
        interp.obstacle(node, REASON)
        return
    for inner in ast.walk(initial):
        value = interp.value_of.get(id(inner))
        if isinstance(inner, ast.Name) and _moves(interp, inner):
            interp.obstacle(node, REASON)
            return
        if isinstance(value, Operation) or isinstance(inner, ast.Lambda):
            interp.obstacle(node, REASON)
            return
    if any(not _only_initializes(site) for site in interp.sites.values()):
        interp.obstacle(node, "a variable is made of another after something has run")
    interp.initial_reads.add(node)


def note_read(interp: Interpreter, node: ast.Call) -> None:
    """`w.initialized_value()` means the variable itself in the initial value of another, and nowhere else."""
    current = interp.parents.get(node)
    while current is not None and not isinstance(current, ast.stmt):
        if isinstance(current, ast.Call) and interp.names.resolve(current.func) == "tensorflow.Variable":
            return
        current = interp.parents.get(current)
    interp.obstacle(node, "`initialized_value`")


def _moves(interp: Interpreter, node: ast.Name) -> bool:
    """Whether a name stands for a tensor, which a function computes, and not for a variable."""
    from migrate.stages.values import Tensor, is_dynamic

    value = interp.value_of.get(id(node))
    return isinstance(value, Tensor) and is_dynamic(value)


def _only_initializes(site: object) -> bool:
    return all(
        isinstance(f.value, Operation) and f.value.kind in ("init", "local-init", "group")
        for f in site.fetches()  # type: ignore[attr-defined]
    )

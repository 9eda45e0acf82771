"""The names of variable scopes: those that are written, default names, and scopes that are opened again."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.graph_names import UNKNOWN_SCOPE
from migrate.stages.layer_names import UNSURE
from migrate.stages.values import Handle, Host

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter


def name(interp: Interpreter, node: ast.Call, given: ast.expr | None) -> str:
    """What a scope adds to the names of variables, "" for nothing; UNKNOWN_SCOPE where that is not certain."""
    value = interp.value_of.get(id(given)) if given is not None else Host(None)
    if isinstance(value, Host):
        if isinstance(value.const, str):
            return value.const
        return _default(interp, node) if value.const is None else UNKNOWN_SCOPE
    if isinstance(value, Handle) and value.kind == "variable-scope":
        return ""  # `tf.get_variable_scope()`, that around it
    path = value.detail.get("path") if isinstance(value, Handle) else None
    around = "/".join(s for s in interp.variable_scopes if s)
    return path if path is not None and not around else UNKNOWN_SCOPE


def entered(interp: Interpreter, scope: Handle) -> None:
    """Keeps the whole name of a scope that is open now, if it is certain."""
    if scope.detail.get("variable_scope") == UNKNOWN_SCOPE and scope.detail.get("graph_name") is None:
        interp.layer_counts[-1][UNSURE] = 1  # a default name is taken, which one is not known
    certain = UNKNOWN_SCOPE not in interp.variable_scopes and not interp.undecided
    scope.detail["path"] = "/".join(s for s in interp.variable_scopes if s) if certain else None


def _default(interp: Interpreter, node: ast.Call) -> str:
    """A default name: made unique among the scopes and layers that were opened beside it."""
    given = next((k.value for k in node.keywords if k.arg == "default_name"), node.args[1] if node.args[1:] else None)
    value = interp.value_of.get(id(given)) if given is not None else None
    base = value.const if isinstance(value, Host) else None
    counts = interp.layer_counts[-1]
    if not isinstance(base, str) or interp.undecided or UNSURE in counts:
        return UNKNOWN_SCOPE
    word, number = base, 1
    while counts.get(word, 0):
        word, number = f"{base}_{number}", number + 1
    return word

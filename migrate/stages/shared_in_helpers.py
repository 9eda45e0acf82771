"""Variables of the module that a helper asks for by name: `get_variable` under `reuse=True`, at each of its calls."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter


def reads(interp: Interpreter, node: ast.Call, known: Variable) -> bool:
    """Whether a call in a helper gives a variable that its module names and the helper can read too; notes it."""
    helper, statement = interp.stack[-1], interp.parents.get(node)
    if not isinstance(helper, ast.FunctionDef) or helper not in interp.tree.body or id(helper) in interp.imported:
        return False
    made = next((c for c in interp.creations if c.variable is known), None)
    if made is None or made.functions or known.many or known.one_path or known.unit.scope.node is not interp.tree:
        return False
    if id(known.unit.node) in interp.imported or not (known.access or "").isidentifier():
        return False
    target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    if not isinstance(target, ast.Name) or statement.value is not node:  # type: ignore[union-attr]
        return False
    bindings = interp.names.inner_scope(helper).bindings
    if len(bindings.get(target.id, [])) != 1 or known.access != target.id and known.access in bindings:
        return False
    return interp.read_in_helpers.setdefault(node, known) is known

"""`[tf.assign(t, e) for t, e in zip(targets, evaluated)]`: one update of several variables, as in target networks."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.names import Names
from migrate.stages.values import Host, Operation, Seq, Tensor, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

NAMES = ("assign", "assign_add", "assign_sub")


def comprehension(interp: Interpreter, node: ast.AST) -> Value | None:
    """The op that a list of assignments over known variables stands for; None for any other comprehension.

    Its assignments run together in any order in TF1, so none may read what another one changes.
    """
    if not isinstance(node, ast.ListComp) or len(node.generators) != 1 or node.generators[0].ifs:
        return None
    call, generator = node.elt, node.generators[0]
    if not isinstance(call, ast.Call) or assigned(interp.names, call) is None:
        return None
    source = interp.eval(generator.iter)
    if not isinstance(source, Seq) or source.open or not source.items:
        return None
    unit = interp.unit
    operations, tensors = len(unit.operations), len(unit.tensors)
    for item in source.items:
        interp.inside(lambda item=item: interp.assign(generator.target, item, interp.env), call)
    made = unit.operations[operations:]
    if any(t.placeholders for t in unit.tensors[tensors:]):
        return None
    del unit.operations[operations:], unit.tensors[tensors:]
    for inner in [n for part in (generator.target, call) for n in ast.walk(part)]:
        if isinstance(inner, ast.Name) and isinstance(interp.value_of.get(id(inner)), (Variable, Tensor)):
            interp.all_values[id(inner)] = Host()  # another one for each item
    changed = [o.detail["variable"] for o in made]
    if len(changed) < len(source.items):
        return Host()  # an obstacle was noted
    for operation in made:
        read = operation.detail["tensor"].variables - {operation.detail["variable"]}
        if read & set(changed) or len(set(changed)) < len(changed):
            interp.obstacle(node, "assignments made in one list read what others of it change")
            return Host()
    operation = Operation("assign", node, unit, {"variables": changed})
    unit.operations.append(operation)
    return operation


def assigned(names: Names, call: ast.Call) -> ast.expr | None:
    """What `tf.assign(v, ..)` or `v.assign(..)` assigns to; None for other calls."""
    path = names.resolve(call.func)
    if path is not None:
        named = [k.value for k in call.keywords if k.arg == "ref"]
        library = path in [f"tensorflow.{name}" for name in NAMES]
        return next(iter([*call.args[:1], *named]), None) if library else None
    return call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr in NAMES else None

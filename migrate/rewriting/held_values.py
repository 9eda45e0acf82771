"""Objects of the host that an object with variables keeps: `layer = Masked(mask)` above `mask[0] = 0.0`.

TF1 read them when the graph was built; a native function reads them when it is traced, at its first call.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import certainty
from migrate.stages.program import Obstacle
from migrate.stages.values import Map, Seq, leaves

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def check(context: Context) -> None:
    """Raises Obstacle where something changes what the construction of such an object was given, or read."""
    for function, found in context.interp.holders.items():
        outside = [n for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
        outside = [n for n in outside if certainty._own_function(_owner(context, n)) is not function]
        for node in {h.node for h in found}:
            loops = context.interp.parents_in_loop(node)
            line = min((n.lineno - 1 for n in loops), default=node.end_lineno)  # type: ignore[attr-defined]
            given = [*node.args, *(k.value for k in node.keywords)]  # type: ignore[attr-defined]
            for part in [*outside, *(p for a in given for p in certainty._parts(a))]:
                _unchanged(context, part, line, set())


def _owner(context: Context, name: ast.Name):
    return context.names.scope_of.get(name, context.names.module_scope).find(name.id) or context.names.module_scope


def _unchanged(context: Context, part: ast.Name, line: int, seen: set[tuple[ast.AST | None, str]]) -> None:
    owner = _owner(context, part)
    function = certainty._own_function(owner)
    value = context.value(part)
    plain = value is not None and all(certainty._constant(x) for x in leaves(value))
    if plain and not isinstance(value, (Seq, Map)) or (function, part.id) in seen:
        return
    seen.add((function, part.id))
    if part.id not in owner.bindings or context.names.resolve(part) is not None:
        return
    changed = certainty.change(context, part.id, owner, line)
    if changed is not None:
        raise Obstacle(changed, f"`{part.id}`, which an object with variables keeps, is changed later")
    for binding in owner.bindings[part.id]:
        for name in _taken_from(context, binding):
            _unchanged(context, name, line, seen)
    if not isinstance(function, ast.FunctionDef):
        return
    parameters = [a.arg for a in function.args.args]
    for call in {c[0] for c in context.interp.calls.get(id(function), [])}:
        if not isinstance(call, ast.Call) or part.id not in parameters:
            continue
        given = dict(zip(parameters, call.args, strict=False)) | {k.arg: k.value for k in call.keywords if k.arg}
        for name in certainty._parts(given[part.id]) if part.id in given else ():
            _unchanged(context, name, call.end_lineno or 0, seen)


def _taken_from(context: Context, binding: ast.AST) -> list[ast.Name]:
    """The names in what a loop or a comprehension takes the values of a name from."""
    current, before = context.interp.parents.get(binding), binding
    while isinstance(current, (ast.Tuple, ast.List, ast.Starred)):
        current, before = context.interp.parents.get(current), current
    if isinstance(current, (ast.For, ast.comprehension)) and current.target is before:
        return [n for n in ast.walk(current.iter) if isinstance(n, ast.Name)]
    return []

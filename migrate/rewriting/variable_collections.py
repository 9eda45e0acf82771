"""The keys that `get_variable` was given to collect variables by: they go, and so do the names that only held them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.names import Scope
from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def finish(context: Context) -> None:
    """Takes out what only told collections, once the calls of `get_variable` are written without them."""
    places: dict[tuple[Scope, str], ast.Name] = {}
    gone = {id(n) for node in context.interp.collections_given for n in ast.walk(node)}
    waiting = [n for node in context.interp.collections_given for n in ast.walk(node)]
    while waiting:
        node = waiting.pop()
        owner = _owner(context, node) if isinstance(node, ast.Name) else None
        if owner is None or context.names.resolve(node) or (owner, node.id) in places:  # type: ignore[union-attr]
            continue
        places[owner, node.id] = node  # type: ignore[assignment, union-attr]
        for binding in owner.bindings.get(node.id, ()):  # type: ignore[union-attr]
            for argument in _handed(context, binding):
                gone |= {id(n) for n in ast.walk(argument)}
                waiting += ast.walk(argument)
    for (owner, name), node in places.items():
        reads = [
            n
            for n in ast.walk(context.tree)
            if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) and _owner(context, n) is owner
        ]
        if not all(id(n) in gone for n in reads):
            raise Obstacle(node, "collections of variables that are used otherwise")
        for binding in owner.bindings[name]:
            _take_out(context, binding, name)


def _owner(context: Context, node: ast.Name) -> Scope | None:
    return context.names.scope_of.get(node, context.names.module_scope).find(node.id)


def _handed(context: Context, binding: ast.AST) -> list[ast.expr]:
    """What the calls of a function give one of its parameters."""
    function = _function(context, binding)
    if function is None:
        return []
    parameters = [a.arg for a in function.args.args]
    index = parameters.index(binding.arg) if binding.arg in parameters else -1  # type: ignore[attr-defined]
    found: list[ast.expr] = []
    for call in {id(c[0]): c[0] for c in context.interp.calls.get(id(function), [])}.values():
        given = [k.value for k in call.keywords if k.arg == binding.arg]  # type: ignore[attr-defined]
        given += call.args[index : index + 1] if index >= 0 else []
        if len(given) != 1 or any(isinstance(a, ast.Starred) for a in call.args):
            raise Obstacle(call, "collections of variables that a call does not give one by one")
        found += given
    return found


def _function(context: Context, binding: ast.AST) -> ast.FunctionDef | None:
    """The function that a parameter belongs to."""
    if not isinstance(binding, ast.arg):
        return None
    function = context.interp.parents.get(context.interp.parents[binding])
    return function if isinstance(function, ast.FunctionDef) else None


def _take_out(context: Context, binding: ast.AST, name: str) -> None:
    from migrate.rewriting.native import _delete, _drop_argument, _drop_from_list, _drop_parameter

    function = _function(context, binding)
    if function is not None:
        _drop_parameter(context, function, name)
        calls = {id(c[0]): c[0] for c in context.interp.calls.get(id(function), [])}
        for call, argument in zip(calls.values(), _handed(context, binding), strict=True):
            _drop_argument(context, call, argument)
        return
    parent = context.interp.parents.get(binding)
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        _delete(context, parent)
        return
    statement = context.interp.parents.get(parent) if parent is not None else None
    value = getattr(statement, "value", None)
    if not isinstance(parent, ast.Tuple) or not isinstance(value, ast.Tuple) or len(value.elts) != len(parent.elts):
        raise Obstacle(binding, "collections of variables that are used otherwise")
    index = parent.elts.index(binding)  # type: ignore[arg-type]
    _drop_from_list(context.source, parent.elts, binding)
    _drop_from_list(context.source, value.elts, value.elts[index])

"""Variables of an object, listed by code outside of its class: `[agent.w, *agent.output_layer.trainable_variables]`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.attributes import plain
from migrate.stages.program import Obstacle
from migrate.stages.values import Variable

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def seen_from(context: Context, node: ast.AST, variable: Variable, access: str) -> str:
    """How `node` names what the construction of an object names `access`; raises Obstacle where it cannot."""
    interp, definition = context.interp, variable.unit.scope.node
    if not interp.constructs(definition) or any(inner is node for inner in ast.walk(definition)):
        return access
    calls = {id(call): call for call, *_ in interp.calls.get(id(definition), [])}
    made = interp.parents.get(next(iter(calls.values()))) if len(calls) == 1 else None
    target = made.targets[0] if isinstance(made, ast.Assign) and len(made.targets) == 1 else None
    if not isinstance(target, ast.Name) or not access.isidentifier() or interp.repeated.of(variable.unit.scope):
        raise Obstacle(node, "a list of the variables of an object that has no name there")
    owner = context.names.scope_of.get(target, context.names.module_scope).find(target.id)
    here = context.names.scope_of.get(node, context.names.module_scope).find(target.id)
    scopes = {scope for scope in context.names.scope_of.values() if target.id in scope.bindings}
    if owner is None or owner is not here or len(owner.bindings.get(target.id, ())) != 1 or scopes - {owner}:
        raise Obstacle(node, "a list of the variables of an object that has no name there")
    context.listed_objects.add((definition.name, target.id))  # type: ignore[union-attr]
    return f"{target.id}.{plain(access)}"


def listed(context: Context, variable: Variable) -> str:
    """The access of a variable that lists hold; where all of these are outside of its class, from there."""
    access = variable.access or ""
    inside = {id(n) for n in ast.walk(variable.unit.scope.node)}
    lists = [n for n, found in context.interp.variable_lists.items() if variable in found]
    if not lists or any(id(n) in inside for n in lists):
        return access
    name, dot, rest = access.removeprefix("*").partition(".")
    star = "*" if access.startswith("*") else ""
    return f"{star}{seen_from(context, lists[0], variable, name)}{dot}{rest}"

"""What runs feed as parameters of the functions: one name for each, and no reader that keeps the tensor itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import fed_tensors
from migrate.stages.program import Obstacle
from migrate.stages.values import Fed, Optimizer

if TYPE_CHECKING:
    from migrate.names import Scope
    from migrate.planning import Part
    from migrate.rewriting.native import Context

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def distinct(context: Context, part: Part, names: list[str]) -> None:
    """Raises Obstacle where two of a function's parameters would have one name."""
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        node = part.units[0].node if part.units else context.tree
        raise Obstacle(node, f"`{twice}` stands for several tensors of one run")


def check(context: Context) -> None:
    """Raises Obstacle where a fed value would not reach all that TF1 computed of it."""
    for scope in context.interp.scopes:
        for unit in scope.units:
            for placeholder in unit.placeholders:
                if isinstance(placeholder, Fed) and placeholder.default is not None:
                    _check_readers(context, placeholder)


def _check_readers(context: Context, fed: Fed) -> None:
    """The constant keeps its statement: what else stays and reads it would hold the constant, not the fed value."""
    owner = _owner(context, fed)
    given = _in_functions(context)
    for node in ast.walk(context.tree):
        if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load) or node.id != fed.name:
            continue
        if context.names.scope_of.get(node, context.names.module_scope).find(node.id) is not owner:
            continue
        value = fed_tensors.parameter(context.interp.value_of.get(id(node), fed))
        if value is fed and not _handed(context, node, given):
            raise Obstacle(node, f"`{fed.name}`, which runs feed, is kept by what is made outside the functions")


def _owner(context: Context, fed: Fed) -> Scope:
    node = fed.unit.scope.node
    return context.names.module_scope if isinstance(node, ast.Module) else context.names.inner_scope(node)


def _in_functions(context: Context) -> set[ast.AST]:
    """The statements that go into functions, the runs, and the optimizers, whose rate has a rule of its own."""
    units = [unit for scope in context.interp.scopes for unit in scope.units]
    runs = {site.node for unit in units for site in unit.sites}
    optimizers = {u.node for u in units if any(isinstance(v, Optimizer) for v in u.defs.values())}
    return runs | optimizers | {unit.node for unit in context.plan.moved}


def _handed(context: Context, node: ast.Name, given: set[ast.AST]) -> bool:
    """Whether a name is read in a function, in a run, in the body of a helper, or as the key of a feed."""
    current: ast.AST = node
    while True:
        outer = context.interp.parents.get(current)
        if current in given:
            return True
        if outer is None:
            return False
        if isinstance(outer, ast.Dict) and current is node and node in outer.keys:
            return True
        if isinstance(outer, ast.Subscript) and current is node and isinstance(outer.ctx, ast.Store):
            return True
        body = outer.body if isinstance(outer, FUNCTIONS) else []
        inside = current is body if isinstance(outer, ast.Lambda) else current in body  # type: ignore[operator]
        if inside and outer not in {scope.node for scope in context.interp.scopes}:
            return True
        current = outer

"""Up to where a name has to keep its value for the functions that read it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrate.planning import Plan
    from migrate.stages.interpreter import Interpreter
    from migrate.stages.program import RunSite, ScopeBody, Unit

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def free_again(interp: Interpreter, plan: Plan, unit: Unit, binding: ast.AST) -> bool:
    """Whether a name that `unit` reads is bound anew only after the last run of what needs `unit`.

    A function reads a name of its module when it is called. Where all its calls stand in statements before the
    binding, the name may stand for something else from there on.
    """
    bound = _holder(interp, unit, binding)
    if bound is None:
        return False
    sites = [p.site for p in plan.sites if p.root is not None and unit in p.root.needs]
    return bool(sites) and all(_ends_before(interp, site, bound, binding) for site in sites)


def bound_before_call(interp: Interpreter, unit: Unit, binding: ast.AST) -> bool:
    """Whether a name that a function reads is bound before its only call: `FLAGS = parse()`, and then `main()`."""
    scope = unit.scope
    while scope.caller is not None:
        if len(interp.function_units.get(id(scope.node), [])) != 1:
            return False
        bound = _bound_in(interp, scope.caller.scope, binding)
        if bound is not None:
            return bound.index < scope.caller.index
        scope = scope.caller.scope
    return False


def steady(interp: Interpreter, plan: Plan, site: RunSite, maker: Unit, bindings: list[ast.AST]) -> bool:
    """Whether a name in a fetch expression is what `maker` bound at each call of the function that computes it."""
    root = next((p.root for p in plan.sites if p.site is site), None)
    sites = [p.site for p in plan.sites if p.root is root]
    for binding in bindings:
        bound = _holder(interp, maker, binding)
        if bound is None or any(s.function is not None or s.unit.scope is not bound.scope for s in sites):
            return False
        if bound.index > maker.index and any(s.unit.index >= bound.index for s in sites):
            return False
    return root is not None and all(s.unit.index > maker.index for s in sites)


def _holder(interp: Interpreter, unit: Unit, binding: ast.AST) -> Unit | None:
    """The statement of the same scope, outside all functions, that binds the name."""
    return _bound_in(interp, unit.scope, binding)


def _bound_in(interp: Interpreter, scope: ScopeBody, binding: ast.AST) -> Unit | None:
    current: ast.AST | None = binding
    by_node = {u.node: u for u in scope.units}
    while current is not None:
        if current is not binding and isinstance(current, FUNCTIONS):
            return None
        if current in by_node:
            return by_node[current]
        current = interp.parents.get(current)
    return None


def _ends_before(interp: Interpreter, site: RunSite, bound: Unit, binding: ast.AST) -> bool:
    if site.function is not None or site.unit.scope is not bound.scope:
        return False
    if site.unit.index < bound.index:
        return True
    # `w = sess.run(w)`: the run is over when its result is bound
    return site.unit is bound and isinstance(bound.node, ast.Assign) and not interp.parents_in_loop(site.node)

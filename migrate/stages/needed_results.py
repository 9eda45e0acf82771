"""Runs that need some of the results of a helper and do not feed what the others need.

`y, loss = model(x, t)` above `session.run(y, {x: rows})`: a graph computes `y` without `t`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.program import Obstacle, RunSite, Unit
from migrate.stages.values import Function, Placeholder

if TYPE_CHECKING:
    from migrate.planning import Part
    from migrate.stages.interpreter import Interpreter


class NeedsFewer(Obstacle):
    """A run needs a part of what a helper gives back; the helper may as well be two."""

    def __init__(self, node: ast.AST, reason: str, line: int, results: list[int], unfed: set[str]) -> None:
        super().__init__(node, reason)
        self.line = line  # of the helper
        self.results = results  # the places of the results that are needed
        self.unfed = unfed  # the parameters that are not fed


def missing(interp: Interpreter, site: RunSite, part: Part, placeholder: Placeholder) -> Obstacle:
    """The obstacle where a run does not feed a placeholder that it needs."""
    reason = f"placeholder `{placeholder.name}` is needed and not fed here"
    for unit in sorted(part.needs, key=lambda u: u.index):
        helper = _helper(interp, unit)
        if helper is None or placeholder.unit not in unit.reads.get(placeholder.name or "", ()):
            continue
        call: ast.Call = unit.node.value  # type: ignore[attr-defined]
        unfed = _parameters(helper, call, placeholder.name or "")
        targets = unit.node.targets[0].elts  # type: ignore[attr-defined]
        read = {name for other in part.needs for name, makers in other.reads.items() if unit in makers}
        read |= {o.name for o in part.outputs if o.unit is unit and o.name} | _fetched(interp, unit, placeholder)
        results = [i for i, target in enumerate(targets) if target.id in read]
        if unfed and 0 < len(results) < len(targets):
            return NeedsFewer(site.node, reason, helper.lineno, results, unfed)
    return Obstacle(site.node, reason)


def _fetched(interp: Interpreter, unit: Unit, placeholder: Placeholder) -> set[str]:
    """The names of a statement that runs fetch without feeding a placeholder."""
    found: set[str] = set()
    for site in interp.sites.values():
        if not any(key is placeholder for key, _ in site.feeds):
            homes = [getattr(fetch.value, "home", None) for fetch in site.fetches()]
            found |= {home[1] for home in homes if home is not None and home[0] is unit}
    return found


def _helper(interp: Interpreter, unit: Unit) -> ast.FunctionDef | None:
    """The function of the module whose results a statement gives names of their own."""
    node = unit.node
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call) or len(node.targets) != 1:
        return None
    target = node.targets[0]
    if not isinstance(target, ast.Tuple) or not all(isinstance(t, ast.Name) for t in target.elts):
        return None
    function = interp.value_of.get(id(node.value.func))
    if not isinstance(function, Function) or function.bound is not None or interp.constructs(function.node):
        return None
    return function.node if isinstance(function.node, ast.FunctionDef) and function.node in interp.tree.body else None


def _parameters(helper: ast.FunctionDef, call: ast.Call, name: str) -> set[str]:
    """The parameters that a call gives a name to."""
    pairs = list(zip([a.arg for a in helper.args.args], call.args, strict=False))
    pairs += [(k.arg, k.value) for k in call.keywords if k.arg]
    return {parameter for parameter, value in pairs if isinstance(value, ast.Name) and value.id == name}

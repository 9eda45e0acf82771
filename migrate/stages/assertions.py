"""Statements about static shapes: `assert a.shape.as_list() == b.shape.as_list()` and `print(a.shape)`.

Such a statement goes into a function that makes the tensors, where it runs once, when the function is traced.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import shapes, sizes
from migrate.stages.program import Obstacle, RunSite, Unit
from migrate.stages.values import Host, Placeholder, Tensor, Variable, is_tensorish

if TYPE_CHECKING:
    from migrate.planning import Part, Plan
    from migrate.stages.interpreter import Interpreter


def of_shapes(interp: Interpreter, unit: Unit) -> bool:
    """Whether a statement asserts or prints static shapes of graph tensors, and reads nothing else of the tensors."""
    node = unit.node
    if unit.tensors or unit.operations or unit.sites:
        return False
    if isinstance(node, ast.Assert):
        if unit.effects or not isinstance(interp.value_of.get(id(node.test)), Host):
            return False
    elif not _prints(interp, node) or any(effect is not node.value for effect in unit.effects):  # type: ignore[attr-defined]
        return False
    held = [n for n in ast.walk(node) if isinstance(n, ast.Name) and _graph(interp, n)]
    if not held or not all(_asked_for_shape(interp, n) for n in held):
        return False
    return isinstance(node, ast.Assert) or all(_same_text(interp, n) for n in held)


def _prints(interp: Interpreter, node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "print":
        return False
    return interp.names.module_scope.find("print") is None


def _same_text(interp: Interpreter, name: ast.Name) -> bool:
    """Whether TF2 prints a shape as TF1 did: TF1 had `?` for what is not known, in lists `None`."""
    shape = shapes.shape_of(interp, interp.value_of[id(name)])
    if shape is not None and all(isinstance(d, (int, str)) for d in shape):
        return True
    node: ast.AST | None = interp.parents.get(name)
    asked = interp.parents.get(node)
    node = asked if isinstance(asked, ast.Call) and asked.func is node else node  # get_shape()
    around = interp.parents.get(node)
    if isinstance(around, ast.Attribute):
        return around.attr in ("as_list", "ndims")
    return isinstance(around, ast.Call) and isinstance(around.func, ast.Name) and around.func.id == "len"


def place(plan: Plan, unit: Unit) -> bool:
    """Puts the statement into the first function that has all its tensors; False where none has."""
    makers = _makers(plan, unit)
    holders = [p for p in plan.parts if makers and has(p, unit, makers)]
    if isinstance(unit.node, ast.Expr):
        holders = [p for p in holders if _in_order(plan, p, unit)]
    if not holders:
        return False
    # where the next statement goes
    holder = min(holders, key=lambda p: min((u.index for u in p.units if u.index > unit.index), default=unit.index * 2))
    unit.prints = isinstance(unit.node, ast.Expr)
    plan.put(unit, holder)
    return True


def check(plan: Plan, unit: Unit) -> None:
    """Raises Obstacle where a statement that stays reads what a function makes."""
    if _makers(plan, unit):
        raise Obstacle(unit.node, "static shapes that no run computes together are used outside the graph")


def _in_order(plan: Plan, part: Part, unit: Unit) -> bool:
    """Whether a function is traced once, after the place of a printing statement and before all that prints later."""
    callers = roots(plan, part)
    runs = [p.site for p in plan.sites if p.root in callers]
    if len(callers) != 1 or any(site.function is not None or site.unit.scope is not unit.scope for site in runs):
        return False
    first = min(runs, key=lambda s: (s.unit.index, s.node.lineno, s.node.col_offset), default=None)
    if first is None or first.unit.index <= unit.index or not _runs_at_once(plan, first):
        return False
    starts = {p.site for p in plan.sites if p.kind == "init"}
    between = unit.scope.units[unit.index + 1 : first.unit.index]
    return not any((u.effects or set(u.sites) - starts) and not _shapes(plan, u) for u in between)


def roots(plan: Plan, part: Part) -> list[Part]:
    """The functions of runs that trace a part."""
    made = {u for u in part.units if not u.prints}  # what prints was put there alone
    return [p for p in plan.parts if p.root and made <= p.needs]


def _runs_at_once(plan: Plan, site: RunSite) -> bool:
    """Whether a run is what its statement does first, or the first thing that a loop does."""
    node: ast.AST = site.node
    while node is not site.unit.node:
        node = plan.interp.parents[node]
        if isinstance(node, (ast.If, ast.While, ast.Try, ast.IfExp, ast.BoolOp)):
            return False
    around = {id(n) for n in ast.walk(site.node)}
    before = [n for n in ast.walk(site.unit.node) if isinstance(n, ast.Call) and id(n) not in around]
    holding = [n for n in before if any(inner is site.node for inner in ast.walk(n))]
    started = [n for n in before if n not in holding and n.lineno < site.node.lineno]
    return not any(isinstance(n.func, ast.Name) and n.func.id == "print" for n in started)


def _shapes(plan: Plan, unit: Unit) -> bool:
    return unit in plan.moved and _prints(plan.interp, unit.node)


def _makers(plan: Plan, unit: Unit) -> set[Unit]:
    return {m for ms in unit.reads.values() for m in ms if m in plan.moved}


def has(part: Part, unit: Unit, makers: set[Unit]) -> bool:
    """Whether a function makes, or is handed for statements of its own, all that the assertion reads."""
    handed = {m for u in part.units for ms in u.reads.values() for m in ms}
    if not makers <= part.needs or not makers <= set(part.units) | handed:
        return False
    read = {v for ms in unit.reads.values() for m in ms for v in m.defs.values() if isinstance(v, Placeholder)}
    named = {v.name for v in read} & set(unit.reads)
    return named <= {p.name for p in part.placeholders}


def _graph(interp: Interpreter, node: ast.Name) -> bool:
    value = interp.value_of.get(id(node))
    return isinstance(value, (Tensor, Placeholder)) or value is not None and is_tensorish(value)


def _asked_for_shape(interp: Interpreter, node: ast.Name) -> bool:
    held = isinstance(interp.value_of.get(id(node)), (Tensor, Placeholder, Variable))
    return held and sizes.asked_for_shape(interp, node)

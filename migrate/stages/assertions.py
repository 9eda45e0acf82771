"""`assert a.shape.as_list() == b.shape.as_list()`: checks of static shapes while the graph is built.

Such a statement goes into a function that makes the tensors, where it is checked when the function is traced.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.program import Obstacle, Unit
from migrate.stages.values import Host, Placeholder, Tensor, is_tensorish

if TYPE_CHECKING:
    from migrate.planning import Part, Plan
    from migrate.stages.interpreter import Interpreter

SHAPES = {"shape", "get_shape"}


def of_shapes(interp: Interpreter, unit: Unit) -> bool:
    """Whether a statement asserts what static shapes of graph tensors are, and nothing else of the tensors."""
    node = unit.node
    if not isinstance(node, ast.Assert) or unit.tensors or unit.operations or unit.effects or unit.sites:
        return False
    if not isinstance(interp.value_of.get(id(node.test)), Host):
        return False
    held = [n for n in ast.walk(node) if isinstance(n, ast.Name) and _graph(interp, n)]
    return bool(held) and all(_asked_for_shape(interp, n) for n in held)


def place(plan: Plan, unit: Unit) -> bool:
    """Puts an assertion into the first function that has all its tensors; False where none has."""
    makers = _makers(plan, unit)
    holder = next((p for p in plan.parts if makers and _has(p, unit, makers)), None)
    if holder is None:
        return False
    holder.units = sorted([*holder.units, unit], key=lambda u: u.index)
    holder.needs.add(unit)
    plan.moved.add(unit)
    return True


def check(plan: Plan, unit: Unit) -> None:
    """Raises Obstacle where an assertion that stays reads what a function makes."""
    if _makers(plan, unit):
        raise Obstacle(unit.node, "an assertion over tensors that no run computes together")


def _makers(plan: Plan, unit: Unit) -> set[Unit]:
    return {m for ms in unit.reads.values() for m in ms if m in plan.moved}


def _has(part: Part, unit: Unit, makers: set[Unit]) -> bool:
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
    parent = interp.parents.get(node)
    value = interp.value_of.get(id(node))
    return isinstance(value, (Tensor, Placeholder)) and isinstance(parent, ast.Attribute) and parent.attr in SHAPES

"""Branches that make tensors beside what the host goes by: `if plot: canvas = Canvas(n); image = decode(z)`.

Each kind of statement may as well have a branch of its own. Here is which branches have to come apart.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.blocks import blocks
from migrate.stages.program import Obstacle, Unit
from migrate.stages.summaries import Summary
from migrate.stages.values import Host, is_dynamic

if TYPE_CHECKING:
    from migrate.planning import Plan


class MixedBranch(Obstacle):
    """A branch that makes tensors, and values that the host reads; each may as well have one of its own."""

    def __init__(self, node: ast.AST, reason: str, statements: list[ast.stmt]) -> None:
        super().__init__(node, reason)
        self.lines = {s.lineno for s in statements}  # those of the graph


def check(plan: Plan) -> None:
    """Raises MixedBranch for the first branch of the graph that also does what only the host needs."""
    for unit in sorted(plan.moved, key=lambda u: (u.node.lineno, u.index)):
        node = unit.node
        if not isinstance(node, ast.If) or unit.variables or unit.operations or unit.sites or unit.mutates:
            continue
        if any(isinstance(t, Summary) for t in unit.tensors):
            continue
        graph = [s for s in _inside(node) if _of_graph(plan, s)]
        own = [s for s in _inside(node) if s not in graph]
        if graph and own and (_acts(unit, own) or _read_outside(plan, unit, own)):
            raise MixedBranch(node, "a branch makes tensors beside what the host goes by", graph)


def _inside(node: ast.If) -> list[ast.stmt]:
    """The statements of the branches, those of `elif` among them."""
    found: list[ast.stmt] = []
    for block in blocks(node):
        for statement in block:
            found += _inside(statement) if isinstance(statement, ast.If) else [statement]
    return found


def _of_graph(plan: Plan, statement: ast.stmt) -> bool:
    values = plan.interp.value_of
    return any(is_dynamic(value) for n in ast.walk(statement) if (value := values.get(id(n))) is not None)


def _acts(unit: Unit, statements: list[ast.stmt]) -> bool:
    inside = {id(n) for s in statements for n in ast.walk(s)}
    return any(id(effect) in inside for effect in unit.effects)


def _read_outside(plan: Plan, unit: Unit, statements: list[ast.stmt]) -> bool:
    """Whether code outside of the graph reads a name that statements of a branch bind."""
    bound = {n.id for s in statements for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    bound = {n for n in bound if isinstance(unit.defs.get(n), Host)}
    readers = [u for u in unit.scope.units if u not in plan.moved]
    return any(unit in reader.reads.get(name, ()) for reader in readers for name in bound)

"""What a program builds and never runs: in a graph it did no harm, and an eager program has nothing to do with it.

It goes, and TF315 says so, since the author may have meant to run it, or to look at it in TensorBoard.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migrate.stages.attributes import plain
from migrate.stages.program import Unit
from migrate.stages.values import Operation, Tensor, Value, leaves

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

_MOST = 4


def note(context: Context) -> None:
    """One finding for all statements of a scope that no run needs."""
    needed = {unit for part in context.plan.parts for unit in part.units}
    fetched = [value for plan in context.plan.sites for fetch in plan.site.fetches() for value in _members(fetch.value)]
    for scope in context.interp.scopes:
        gone = [u for u in scope.units if u in context.plan.moved - needed and _is_op(u)]
        gone = [u for u in gone if not any(value is x for value in u.defs.values() for x in fetched)]
        names = list(dict.fromkeys(plain(name) for unit in gone for name in unit.defs))
        if names:
            shown = ", ".join(f"`{name}`" for name in names[:_MOST])
            more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
            verb = "is" if len(names) == 1 else "are"
            context.note(gone[0].node, "TF315", f"{shown}{more} {verb} never run, and what is not run goes")


def _members(value: Value) -> Iterator[Value]:
    """What a fetch holds, with the ops of groups."""
    for leaf in leaves(value):
        yield leaf
        if isinstance(leaf, Operation):
            for item in leaf.detail.get("items", ()):
                yield from _members(item)


def _is_op(unit: Unit) -> bool:
    built = any(isinstance(leaf, (Tensor, Operation)) for value in unit.defs.values() for leaf in leaves(value))
    return built and isinstance(unit.node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.With))

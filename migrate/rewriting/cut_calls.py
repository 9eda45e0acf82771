"""Which functions call which, where runs feed tensors that other runs compute.

Functions that several runs share then call no other: what they read is handed to them. So the function of each run
passes on what it is fed, or what it computes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrate.planning import Part
from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def connect(context: Context, shared: list[Part], wanted: dict[Part, set[Part]]) -> None:
    """Sets the inputs of the shared functions and the calls of the others. `wanted`: what each needs itself."""
    from migrate.rewriting.functions import uses

    for part in shared:
        for unit in part.units:
            if unit in context.gradient_calls:
                raise Obstacle(unit.node, "a gradient that several runs need, some of which feed a tensor of the graph")
            if (unit.after & part.needs) - set(part.units):
                raise Obstacle(unit.node, "an order of ops in runs some of which feed a tensor of the graph")
        part.calls = []
        part.inputs = [(o.name or "", p) for p in shared if p in wanted[part] for o in p.outputs if uses(part, o)]
    for part in context.plan.parts:
        if part in shared:
            continue
        calls: set[Part] = set()
        waiting = list(wanted[part])
        while waiting:
            called = waiting.pop()
            if called not in calls and not part.cuts.keys() & set(called.units):
                calls.add(called)
                waiting += [maker for _, maker in called.inputs]
        part.inputs = []
        part.calls = [p for p in shared if p in calls]

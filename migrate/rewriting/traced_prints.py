"""What a program prints while it builds its graph: a function prints it when it is traced.

A function that prints is traced where it is defined, `train_step.get_concrete_function()`, so that its lines come where
TensorFlow 1 had them and as often. That is so where it is traced once and where nothing else is printed between the
statements and the end of the function.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.reaching import reached
from migrate.rewriting import optimizers
from migrate.stages import assertions
from migrate.stages.layer_inputs import built
from migrate.stages.program import Obstacle, Unit
from migrate.stages.values import Element
from migrate.stages.variable_lists import holds_layer

if TYPE_CHECKING:
    from migrate.planning import Part
    from migrate.rewriting.native import Context

COMMENT = "prints what TensorFlow 1 printed while it built the graph"
REASON = "what is printed while the graph is built would be printed elsewhere, or more than once"
DESCRIBED = "TF1 printed the description of a graph tensor or variable, TF2 prints it otherwise"


def _place(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]


@dataclass
class Printing:
    """A part that prints when it is traced, and the function that traces it first."""

    part: Part
    units: list[Unit]
    function: Part


def finish(context: Context, texts: dict[Part, tuple[list[str], list[str]]]) -> dict[Part, str]:
    """The line behind each function that traces it where it stands; Obstacle where helpers print and that is not it.

    texts: of each part, the lines before it and its own.
    """
    units = {u for part in context.plan.parts for u in part.units}
    goes = [u for s in context.interp.scopes for u in s.units if u in context.plan.moved or u.node in context.deleted]
    lost = [n for u in goes if u not in units for n in u.spoken]
    if lost:  # of a call that no run needs: nothing would trace it
        raise Obstacle(lost[0], REASON)
    strict = next((n for u in sorted(units, key=lambda u: u.index) for n in u.spoken), None)
    traced = next((u.node for p in context.plan.parts if p.traced for u in p.units if u.prints or u.spoken), None)
    try:
        found = _printing(context)
        for printing in found:
            _once(context, printing)
            _in_place(context, printing)
        _in_order(context, found, texts)
    except Obstacle:
        if strict is not None or traced is not None:
            raise Obstacle(strict or traced, REASON) from None  # type: ignore[arg-type]
        return {}
    for node in sorted({n for u in units for n in u.spoken} & context.interp.described_by_helpers, key=_place):
        context.note(node, "TF302", DESCRIBED)
    context.printed_in_place = {u for printing in found for u in printing.units}
    functions = {printing.function: None for printing in found}
    return {f: f"{f.name}.get_concrete_function()  # {COMMENT}" for f in functions}


def _printing(context: Context) -> list[Printing]:
    found: list[Printing] = []
    for part in context.plan.parts:
        units = [u for u in part.units if u.prints or u.spoken]
        if not units:
            continue
        roots = assertions.roots(context.plan, part)
        inside = part.traced and context.interp.constructs(part.scope.node)  # methods have no trace of their own
        if not roots or inside or any(u in p.units for u in units for p in context.plan.parts if p is not part):
            raise Obstacle(units[0].node, REASON)
        first = min(roots, key=lambda p: p.anchor.index if p.anchor is not None else -1)
        found.append(Printing(part, units, part if part.root else first))
    return sorted(found, key=lambda p: (p.units[0].index, -p.units[-1].index))


def _once(context: Context, printing: Printing) -> None:
    """Raises Obstacle where a function may be traced again, as for variables that its first trace makes."""
    from migrate.rewriting.functions import all_placeholders

    interp, function = context.interp, printing.function
    parts = reached([function], lambda p: p.calls)
    operations = [o for p in parts for o in p.operations if o.kind == "train"]
    late = any(
        o.detail["optimizer"].path != optimizers.NO_SLOTS
        and context.optimizer_names.get(o.detail["optimizer"]) not in context.built
        for o in operations
    )
    late = late or function in context.late_slots or bool(function.needs & context.plan.built)
    late = late or any(b.creation.unit in function.needs for b in interp.builds)
    for variable in interp.variables:
        if holds_layer(interp, variable) and variable.unit in function.needs and not built(interp, variable):
            late = True
    if late or any(isinstance(p, Element) for p in all_placeholders(function)) or function in context.restarted:
        raise Obstacle(printing.units[0].node, REASON)


def _in_place(context: Context, printing: Printing) -> None:
    """Raises Obstacle where something else is printed, or run, between a statement and the end of its function."""
    anchor = printing.function.anchor
    starts = {p.site for p in context.plan.sites if p.kind == "init"}
    for unit in printing.units:
        if anchor is None or anchor.scope is not unit.scope:
            raise Obstacle(unit.node, REASON)
        for other in unit.scope.units[unit.index + 1 : anchor.index + 1]:
            if other not in context.plan.moved and (other.effects or set(other.sites) - starts):
                raise Obstacle(unit.node, REASON)


def _in_order(context: Context, found: list[Printing], texts: dict[Part, tuple[list[str], list[str]]]) -> None:
    """Raises Obstacle unless the functions, and the statements in them, stand in the order of the graph's."""
    last: dict[object, tuple[int, int]] = {}
    for printing in found:
        scope, anchor = printing.part.scope, printing.function.anchor.index  # type: ignore[union-attr]
        first = min(u.index for u in printing.units)
        before = last.get(scope)
        if before is not None and (before[0] > anchor or printing.function is not printing.part and before[1] > first):
            raise Obstacle(printing.units[0].node, REASON)
        last[scope] = (anchor, max(u.index for u in printing.units))
    for function in {p.function for p in found} | {p.part for p in found}:
        places: list[tuple[int, int]] = []
        lines = [line.strip() for line in texts[function][1]]
        for printing in found:
            if printing.part is function:
                places += [(_line(context, unit, lines), unit.index) for unit in printing.units]
            elif printing.function is function:
                direct = printing.part in function.calls
                at = next((n for n, line in enumerate(lines) if direct and f"{printing.part.name}(" in line), -1)
                places += [(at, unit.index) for unit in printing.units]
        if any(at < 0 for at, _ in places) or [i for _, i in sorted(places)] != sorted(i for _, i in places):
            raise Obstacle(found[0].units[0].node, REASON)


def _line(context: Context, unit: Unit, lines: list[str]) -> int:
    """The line of a function in which a statement stands, -1 if that is not told by its text."""
    first = context.source.statement(unit.node, "").split("\n")[0].strip()
    given = first.partition(" = ")[2] if isinstance(unit.node, ast.Assign) else ""
    options = [n for n, line in enumerate(lines) if line == first or given and line == f"return {given}"]
    return options[0] if len(options) == 1 else -1

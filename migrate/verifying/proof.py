"""Says of an old run site and the function that took its place whether they are the same computation.

Both graphs become terms (`proving.machine`); equal terms are equal numbers, in every bit but where the proof rests on
a formula that it names. A site is proved if each fetched tensor is the same term as one of the function's results,
and each variable that both sides have is left with the same term. What is not proved may still be equal: it is
measured.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from migrate.verifying.proving.constants import exported, value
from migrate.verifying.proving.machine import Graph, Machine, Outcome, Unprovable
from migrate.verifying.proving.relations import Relation, found, terms_of
from migrate.verifying.proving.rules import COMMUTATIVE
from migrate.verifying.proving.terms import Terms


@dataclass(frozen=True)
class Pair:
    """An old run site and a function. `inputs` are pairs of positions: of a feed, and of the argument with its value.

    `order` gives for each fetched tensor the position of the result that took its place; None stands for the same
    order.
    """

    old: Graph
    new: Graph
    inputs: Sequence[tuple[int, int]]
    order: Sequence[int] | None = None


@dataclass(frozen=True)
class Program:
    """What both sides of a program hold.

    `variables` maps a key of the new side to that of the old variable with the same initial value. `constants` are
    exported constants of new variables that had this value at every call. `initial` has the scalar variables that the
    other side lacks, by side ("old", "new") and key, as they were before the first of the pairs ran; only those that
    nothing but the pairs changed afterwards.

    `slots` are old variables that an optimizer keeps for itself: they need no counterpart where nothing reads them.
    `names` are what people call the old variables; a variable without one goes by its key.
    """

    variables: Mapping[str, str]
    constants: Mapping[str, Mapping[str, Any]]
    initial: Mapping[tuple[str, str], float]
    slots: Collection[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proof:
    """`ops` is how many different ops the proof covers, `formulas` what it rests on besides bits.

    Without a proof, `path` are the old ops from the result to the first that differs, and `detail` says how.
    """

    proved: bool
    detail: str
    ops: int = 0
    formulas: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


@dataclass
class _Ran:
    terms: Terms
    old: Machine
    new: Machine
    old_outcome: Outcome
    new_outcome: Outcome


def prove(pairs: Sequence[Pair], program: Program) -> list[Proof]:
    """A proof, or its absence, for each pair. All pairs that ran belong here: they share their variables."""
    first = [_run(pair, program, ()) for pair in pairs]
    changed = {key for ran in first if isinstance(ran, _Ran) for key in ran.new_outcome.changed}
    if changed & set(program.constants):
        constants = {key: held for key, held in program.constants.items() if key not in changed}
        program = replace(program, constants=constants)
        first = [_run(pair, program, ()) for pair in pairs]
    relations: list[Relation] = []
    ended = [ran for ran in first if isinstance(ran, _Ran)]
    if len(ended) == len(first):  # what a site does that could not be followed may break a relation
        relations = found([(ran.terms, ran.old_outcome, ran.new_outcome) for ran in ended], program.initial)
        if relations:
            first = [_run(pair, program, relations) for pair in pairs]
    kept = {relation.power for relation in relations}
    return [
        Proof(False, ran) if isinstance(ran, str) else _compare(pair, program, kept, ran)
        for pair, ran in zip(pairs, first, strict=True)
    ]


def _run(pair: Pair, program: Program, relations: Sequence[Relation]) -> _Ran | str:
    terms = Terms()
    known = {key: exported(terms, dict(value)) for key, value in program.constants.items()}
    renamed = dict(program.variables)
    old_names = {key: key for key in renamed.values()}
    fed = {new: old for old, new in pair.inputs}
    arguments: dict[str, list[int]] = {"old": [], "new": []}
    for side, graph in (("old", pair.old), ("new", pair.new)):
        for index, given in enumerate(graph["inputs"]):
            shape = None if given["shape"] is None else tuple(given["shape"])
            shared = index if side == "old" else fed.get(index)
            attrs = {"index": shared} if shared is not None else {"argument": index}
            arguments[side].append(terms.make("Input", (), given["dtype"], shape, attrs))
    substituted = terms_of(terms, relations)
    old = Machine(terms, "old", pair.old["functions"], old_names, substituted)
    new = Machine(terms, "new", pair.new["functions"], renamed, known)
    outcomes: dict[str, Outcome] = {}
    # The new side first: where both know a shape, its argument's specification has been checked at the call.
    for side, machine, graph in (("new", new, pair.new), ("old", old, pair.old)):
        try:
            outcomes[side] = machine.run(graph, arguments[side])
        except Unprovable as reason:
            return f"the {side} graph: {reason}"
        except Exception as error:  # what no rule foresaw must not cost the verdict that was measured
            return f"the {side} graph: {type(error).__name__}: {error}"
    return _Ran(terms, old, new, outcomes["old"], outcomes["new"])


def _compare(pair: Pair, program: Program, kept: Collection[str], ran: _Ran) -> Proof:
    compared = []
    fetched, given = ran.old_outcome.outputs, ran.new_outcome.outputs
    order = range(len(fetched)) if pair.order is None else pair.order
    if pair.order is None and len(fetched) != len(given):
        return Proof(False, f"{len(fetched)} tensors are fetched, and the function gives {len(given)}")
    for number, position in enumerate(order):
        compared.append((f"fetch {number}", fetched[number], given[position]))
    for new_key, old_key in program.variables.items():
        name = program.names.get(old_key, old_key)
        left = _left(ran.old, ran.old_outcome, old_key), _left(ran.new, ran.new_outcome, new_key)
        if old_key not in ran.old_outcome.changed and new_key not in ran.new_outcome.changed:
            continue
        if left[0] is None or left[1] is None:
            side = "new" if left[0] is None else "old"
            return Proof(False, f"variable {name} is changed on the {side} side only")
        compared.append((f"variable {name}", left[0], left[1]))
    kept_elsewhere = {*program.variables.values(), *kept, *program.slots}
    lost = sorted(set(ran.old_outcome.changed) - kept_elsewhere)
    if lost:
        return Proof(False, f"variable {program.names.get(lost[0], lost[0])} is changed and has no counterpart")
    for what, one, other in compared:
        if one != other:
            path, how = _difference(ran, one, other)
            return Proof(False, f"{what}: {how}", path=path)
    reached = _reached(ran.terms, [one for _, one, _ in compared])
    ops = sum(bool(ran.terms[number].args) for number in reached)
    powers = {f"{program.names.get(key, key)} as a power" for key in kept if ran.old.known.get(key) in reached}
    formulas = tuple(sorted(ran.terms.formulas | powers))
    resting = f"; {', '.join(formulas)}" if formulas else ""
    counts = {"fetched": len(order), "updated": len(compared) - len(order)}
    done = " and ".join(f"{count} {what}" for what, count in counts.items() if count)
    return Proof(True, f"{done or 'no'} values, {ops} ops{resting}", ops, formulas)


def _left(machine: Machine, outcome: Outcome, key: str) -> int | None:
    """What the variable holds after the run; one that is only read keeps its value."""
    held = machine.variables.get(key)
    return outcome.changed.get(key, held.term if held is not None else None)


def _reached(terms: Terms, roots: Sequence[int]) -> set[int]:
    """The roots and all that they are made of."""
    seen: set[int] = set()
    stack = list(roots)
    while stack:
        number = stack.pop()
        if number not in seen:
            seen.add(number)
            stack += terms[number].args
    return seen


def _difference(ran: _Ran, one: int, other: int) -> tuple[tuple[str, ...], str]:
    """The way from two results down to the first ops that differ, and how they do."""
    terms, path = ran.terms, []
    while True:
        old, new = terms[one], terms[other]
        path.append(f"{old.op} {ran.old.names.get(one, '')}".strip())
        if (old.op, old.attrs, old.output, old.dtype) != (new.op, new.attrs, new.output, new.dtype):
            return tuple(path), f"{_said(ran.old, one)} in the old graph, {_said(ran.new, other)} in the new one"
        if len(old.args) != len(new.args):
            return tuple(path), f"{_said(ran.old, one)} takes {len(old.args)} arguments, {len(new.args)} in the new one"
        if old.op in COMMUTATIVE and len(set(old.args) & set(new.args)) == 1:
            # The argument that both have stands in either place.
            one = next((arg for arg in old.args if arg not in new.args), old.args[0])
            other = next((arg for arg in new.args if arg not in old.args), new.args[0])
            continue
        apart = [index for index, pair in enumerate(zip(old.args, new.args, strict=True)) if pair[0] != pair[1]]
        if sorted(old.args) == sorted(new.args):
            return tuple(path), f"{_said(ran.old, one)} takes its arguments in another order in the new graph"
        one, other = old.args[apart[0]], new.args[apart[0]]


def _said(machine: Machine, number: int) -> str:
    term = machine.terms[number]
    name = machine.names.get(number)
    array = value(machine.terms, number)
    if array is not None and array.size == 1:
        return f"{term.op} {array.item()!r}" + (f" ({name})" if name else "")
    attrs = ", ".join(f"{key}={held[1] if _typed(held) else held}" for key, held in term.attrs if key != "data")
    return term.op + (f" {name}" if name else "") + (f" ({attrs})" if attrs else "")


def _typed(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and value[0] in ("bool", "float")

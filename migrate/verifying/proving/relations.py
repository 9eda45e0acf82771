"""Variables of one side that are a function of those of the other, at every step.

TensorFlow 1's Adam keeps powers of its betas in variables, Keras counts iterations and raises the betas to that
power. Where the old variable p starts at b^(n + 1) for the new variable n, and each run either multiplies p with b
and adds 1 to n or leaves both alone, p is b^(n + 1) for ever. The proof rests on this as on a formula.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from migrate.verifying.proving.constants import constant, value
from migrate.verifying.proving.machine import Outcome
from migrate.verifying.proving.terms import Terms, thawed

# Initial values are compared as the float32 numbers that they often are.
_CLOSE = 1e-6


@dataclass(frozen=True)
class Relation:
    """The old variable `power` is `base` to the power of the new variable `count` + 1."""

    power: str
    base: float
    dtype: str
    count: str
    count_dtype: str


def found(
    outcomes: Sequence[tuple[Terms, Outcome, Outcome]], initial: Mapping[tuple[str, str], float]
) -> list[Relation]:
    """The relations that all runs keep and that hold at the start."""
    relations = []
    for terms, old, new in outcomes:
        for power in old.changed:
            for count in new.changed:
                relation = _stepped(terms, old, new, power, count)
                if relation is None or relation in relations or not _begins(relation, initial):
                    continue
                if all(_keeps(relation, *outcome) for outcome in outcomes):
                    relations.append(relation)
    return relations


def terms_of(terms: Terms, relations: Sequence[Relation]) -> dict[str, int]:
    """What the old variables are, in terms of the new ones."""
    known = {}
    for relation in relations:
        attrs = {"side": "new", "key": relation.count}
        count = terms.make("Variable", (), relation.count_dtype, (), attrs)
        one = constant(terms, 1, relation.count_dtype)
        following = terms.make("Add", (count, one), relation.count_dtype, ())
        exponent = terms.make("Cast", (following,), relation.dtype, ())
        base = constant(terms, relation.base, relation.dtype)
        known[relation.power] = terms.make("Pow", (base, exponent), relation.dtype, ())
    return known


def _stepped(terms: Terms, old: Outcome, new: Outcome, power: str, count: str) -> Relation | None:
    """The relation that one run suggests: p becomes p * b, and n becomes n + 1."""
    base, step = (
        _other(terms, old.changed[power], "Mul", "old", power),
        _other(terms, new.changed[count], "Add", "new", count),
    )
    if base is None or step is None or float(step) != 1 or step.dtype.kind not in "iu" or base.dtype.kind != "f":
        return None
    return Relation(power, float(base), base.dtype.name, count, step.dtype.name)


def _other(terms: Terms, number: int, op: str, side: str, key: str) -> np.ndarray | None:
    """The scalar that the variable is combined with, if nothing else."""
    term = terms[number]
    if term.op != op or len(term.args) != 2:
        return None
    for one, other in (term.args, term.args[::-1]):
        leaf = terms[one]
        if leaf.op == "Variable" and thawed(leaf, "side") == side and thawed(leaf, "key") == key:
            array = value(terms, other)
            return array if array is not None and array.shape == () else None
    return None


def _keeps(relation: Relation, terms: Terms, old: Outcome, new: Outcome) -> bool:
    if relation.power not in old.changed and relation.count not in new.changed:
        return True
    if relation.power not in old.changed or relation.count not in new.changed:
        return False
    return _stepped(terms, old, new, relation.power, relation.count) == relation


def _begins(relation: Relation, initial: Mapping[tuple[str, str], float]) -> bool:
    power, count = initial.get(("old", relation.power)), initial.get(("new", relation.count))
    if power is None or count is None:
        return False
    return math.isclose(power, relation.base ** (count + 1), rel_tol=_CLOSE)

"""The noise floor of one program: how far rounding alone carries its numbers, measured on the old side.

The old program is run once more with one thread, and with the first number of each trainable variable moved by one
unit in the last place. What that changes is no meaning. A run in float64 where all numbers are moved so tells what
rounding does there: where a gradient is nothing but rounding, Adam makes an update of it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from migrate.verifying.comparing import Comparison, Deviation, compare, self_pairing
from migrate.verifying.recording import Pass

# A difference is noise up to this multiple of the floor.
MULTIPLE = 20.0
# float32 sums of a few hundred terms in another order move by this much, whatever the floor says.
SINGLE = 1e-5
# Where float64 says that the meaning is the same: formulas written otherwise round in each number of each step, the
# disturbed run in one. What is left to find is what only float32 has, overflow and numbers that vanish.
SINGLE_OF_EQUALS = 1e-3
# Beyond this the floor says that the program is chaotic or draws numbers of its own, not that two runs are equal.
LARGEST_SINGLE = 1e-2
# Without a measured floor.
UNMEASURED = 1e-4
# float64: 1e-12 for one step; over a trajectory rounding may grow, by as much as it was seen to grow in float32.
DOUBLE = 1e-12
DOUBLE_TRAJECTORY = 1e-10
_EPSILON_RATIO = 2.0**-29  # of float64 to float32
_LARGEST_DOUBLE = 1e-7


@dataclass
class Floor:
    """Of each fetch and variable, steps and the largest deviation up to each of them.

    `comparison` is None where it was not measured.
    """

    comparison: Comparison | None
    curves: dict[str, tuple[list[int], list[float]]]
    double_curves: dict[str, tuple[list[int], list[float]]] = field(default_factory=dict)

    def at(self, name: str, step: int) -> float:
        """The floor of a fetch or variable at a step, in relative numbers of float32."""
        return _up_to(self.curves, name, step)

    def single(self, deviation: Deviation, meaning_known: bool) -> float:
        """How far two float32 runs may be apart there; `meaning_known` where float64 was compared too."""
        if self.comparison is None:
            return UNMEASURED
        bound = MULTIPLE * self.at(deviation.name, deviation.step)
        return max(SINGLE_OF_EQUALS, bound) if meaning_known else min(max(SINGLE, bound), LARGEST_SINGLE)

    def double(self, deviation: Deviation) -> float:
        """How far two float64 runs may be apart there; step 0 is the first update."""
        base = DOUBLE if deviation.step == 0 else DOUBLE_TRAJECTORY
        grown = MULTIPLE * self.at(deviation.name, deviation.step) * _EPSILON_RATIO
        grown = max(grown, MULTIPLE * _up_to(self.double_curves, deviation.name, deviation.step))
        return min(max(base, grown), _LARGEST_DOUBLE)

    def moves(self, name: str) -> float:
        """The largest deviation of a fetch or variable in the disturbed run."""
        if self.comparison is None:
            return 0.0
        return max((d.relative for d in self.comparison.deviations if d.name == name), default=0.0)


def _up_to(curves: dict[str, tuple[list[int], list[float]]], name: str, step: int) -> float:
    steps, worst = curves.get(name, ([], []))
    place = bisect_right(steps, step)
    return worst[place - 1] if place else 0.0


def floor(passes: dict[str, Pass]) -> Floor:
    """The floor from the passes of the old side and their disturbed reruns, "noise" and "noise64".

    Unmeasured without one that came to its end.
    """
    single, double = (_rerun(passes, *names) for names in (("float32", "noise"), ("float64", "noise64")))
    return Floor(single, single.curves() if single else {}, double.curves() if double else {})


def _rerun(passes: dict[str, Pass], name: str, disturbed: str) -> Comparison | None:
    one, other = passes.get(name), passes.get(disturbed)
    if one is None or other is None or not other.whole:
        return None
    return compare(one, other, *self_pairing(one, other))

"""How far the curves of both sides lie apart, in relative differences."""

from __future__ import annotations

import math

from migrate.verifying.reporting.wording import number
from migrate.verifying.verdicts import Curve


def relative(old: float, new: float) -> float:
    """|new - old| by the larger magnitude: 0 for equal numbers, two NaN among them; inf where one is not finite."""
    if old == new or (math.isnan(old) and math.isnan(new)):
        return 0.0
    if not (math.isfinite(old) and math.isfinite(new)):
        return math.inf
    larger = max(abs(old), abs(new))
    # Halves: the difference of two large numbers of opposite sign may not fit.
    return min(2.0, abs(new / 2 - old / 2) / larger * 2)


def differences(curve: Curve) -> list[float]:
    """The relative difference at each step that both sides have."""
    return [relative(old, new) for old, new in zip(curve.old, curve.new, strict=False)]


def worst(curve: Curve) -> tuple[int, float] | None:
    """Step and size of the largest difference, the first of several; None without a common step."""
    return max(enumerate(differences(curve)), key=lambda item: (item[1], -item[0]), default=None)


def steps(curve: Curve) -> str:
    old, new = len(curve.old), len(curve.new)
    return str(old) if old == new else f"{old} old, {new} new"


def _at(step: int, difference: float) -> str:
    return f"{number(difference)} at step {step}" if difference else number(difference)


def cells(curve: Curve) -> tuple[str, ...]:
    """A row of CURVE_COLUMNS."""
    ends = [number(values[index]) if values else "-" for index in (0, -1) for values in (curve.old, curve.new)]
    at = worst(curve)
    return (curve.name, curve.dtype, steps(curve), *ends, "-" if at is None else _at(*at))


def sentence(curve: Curve) -> str:
    """The curve in words, for those who do not see it."""
    at = worst(curve)
    if at is None:
        return f"{curve.name}, {curve.dtype}: no step in common ({steps(curve)})."
    shared = "step" if len(curve.old) == len(curve.new) else "step that both have"
    apart = f"the same numbers at every {shared}" if at[1] == 0 else f"largest relative difference {_at(*at)}"
    first = f"from {number(curve.old[0])} to {number(curve.old[-1])} on the old side"
    second = f"from {number(curve.new[0])} to {number(curve.new[-1])} on the new side"
    return f"{curve.name}, {curve.dtype}, {steps(curve)} steps: {first}, {second}; {apart}."

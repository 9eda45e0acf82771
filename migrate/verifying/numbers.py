"""How far two recorded numbers are apart, relative to what is large in their trajectory."""

from __future__ import annotations

import math
from typing import Any

# A number that falls far below its own trajectory is compared with this part of the largest one.
_FLOOR = 0.01


def magnitude(entry: dict[str, Any]) -> float:
    """The size of a recorded value: its largest number, or the root mean square of a large array."""
    if "x" in entry:
        return max((abs(number) for number in entry["x"] if math.isfinite(number)), default=0.0)
    if "m" in entry:
        return abs(entry["m"][1]) if math.isfinite(entry["m"][1]) else 0.0
    return 0.0


def apart(a: list[float], b: list[float], scale: float) -> float:
    """The largest difference of two lists of numbers relative to `scale`, inf where one is no number."""
    if len(a) != len(b):
        return math.inf
    return max((_one(x, y, scale) for x, y in zip(a, b, strict=True)), default=0.0)


def _one(x: float, y: float, scale: float) -> float:
    if x == y or (math.isnan(x) and math.isnan(y)):
        return 0.0
    if not (math.isfinite(x) and math.isfinite(y)):
        return math.inf
    return abs(x - y) / scale if scale else math.inf


def difference(old: dict[str, Any], new: dict[str, Any], trajectory: float) -> float:
    """Relative difference of two recorded values; `trajectory` is the largest magnitude over all steps.

    Values of different kinds (text, another shape) are infinitely far apart unless they are equal.
    """
    if "t" in old or "t" in new:  # summaries of numbers; recordings of before have their hashes alone
        if "t" not in old or "t" not in new or old["t"] != new["t"]:
            return 0.0 if old.get("h") == new.get("h") else math.inf
    elif ("x" in old or "m" in old) != ("x" in new or "m" in new):
        return math.inf
    if "x" not in old and "m" not in old:
        return 0.0 if old.get("h") == new.get("h") else math.inf
    if not same_shape(old.get("s"), new.get("s")):
        return math.inf
    key = "x" if "x" in old else "m"
    if key not in new:
        return math.inf
    scale = max(magnitude(old), magnitude(new), _FLOOR * trajectory)
    return apart(old[key], new[key], scale)


def same_shape(a: list[int] | None, b: list[int] | None) -> bool:
    """Shapes, where axes of length one do not count: (3, 1) prints and trains as (3,) where both are accepted."""
    if a is None or b is None:
        return a == b
    return [n for n in a if n != 1] == [n for n in b if n != 1]


def state_difference(old: list[float], new: list[float], trajectory: float) -> float:
    """The same for the sums [mean, root mean square, projection] of one variable."""
    scale = max(abs(old[1]), abs(new[1]), _FLOOR * trajectory)
    return apart(old, new, scale)

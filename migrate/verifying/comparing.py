"""Lays two recordings side by side and lists every deviation, with its step, its place and its variable.

How large a deviation may be is not decided here: see ladder.py.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate

from migrate.verifying import aligning, variables
from migrate.verifying.aligning import Event, Group, Pairing
from migrate.verifying.numbers import apart, difference, magnitude, same_shape, state_difference
from migrate.verifying.recording import Pass
from migrate.verifying.variables import Matching

# Sums of whole numbers are rounded too; one that is another shows far above this.
_SUMMED = 1e-8
_NOTHING = 1e-4  # times the part of a trajectory that numbers.py counts: 1e-6 of the largest variable
_NOTHING_OF_SLOTS = 1e-2  # gradients that are rounding alone are larger beside the others than what they are added to


@dataclass(frozen=True)
class Deviation:
    """Two recorded numbers that differ by `relative` (inf: not numbers, or of another shape).

    `what` is one of "feed", "value", "gradient", "initial", "state"; `name` is the feed, fetch or variable; `order` is
    the place of the event in the old recording.
    """

    step: int
    order: int
    what: str
    name: str
    relative: float
    site: str
    key: str = ""
    discrete: bool = False


@dataclass
class Comparison:
    """All deviations of one pass, and what was compared."""

    deviations: list[Deviation] = field(default_factory=list)
    compared: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    incomparable: dict[str, str] = field(default_factory=dict)  # old site -> why

    def worst(self, what: str, first_step: bool | None = None) -> float:
        """The largest deviation of a kind; 0 where there is none."""
        return max((d.relative for d in self.deviations if d.what == what), default=0.0)

    def curves(self) -> dict[str, tuple[list[int], list[float]]]:
        """Of each fetch and variable: steps, increasing, and the largest deviation up to each."""
        found: dict[str, dict[int, float]] = {}
        for deviation in self.deviations:
            if math.isfinite(deviation.relative):
                steps = found.setdefault(deviation.name, {})
                steps[deviation.step] = max(steps.get(deviation.step, 0.0), deviation.relative)
        result = {}
        for name, steps in found.items():
            order = sorted(steps)
            result[name] = (order, list(accumulate((steps[step] for step in order), max)))
        return result


def compare(old: Pass, new: Pass, pairing: Pairing, matching: Matching) -> Comparison:
    """Compares two passes of the same precision, along pairs of places and of variables."""
    return _Comparing(old, new, pairing, matching).run()


def self_pairing(old: Pass, other: Pass) -> tuple[Pairing, Matching]:
    """For two runs of one and the same program."""
    first = aligning.groups(old.events)
    second = {group.place: group for group in aligning.groups(other.events)}
    pairs = [(group, second[group.place]) for group in first if group.place in second]
    alone = [group for group in first if group.place not in second]
    names = {key: key for key in old.variables if key in other.variables}
    return Pairing(pairs, alone, []), Matching(names, {}, (), ())


def again(pairing: Pairing, old: Pass, new: Pass) -> Pairing:
    """The same pairs of places in two other passes of the same programs."""
    first = {group.place: group for group in aligning.groups(old.events, pairing.joined[0])}
    second = {group.place: group for group in aligning.groups(new.events, pairing.joined[1])}
    pairs, alone = [], []
    for a, b in pairing.pairs:
        if a.place in first and b.place in second:
            pairs.append((first[a.place], second[b.place]))
        elif a.place in first:
            alone.append(first[a.place])
    found = aligning.pair_with_shown(Pairing(pairs, alone, []), aligning.shown(new.events))
    return Pairing(found.pairs, pairing.old_alone, pairing.new_alone, pairing.joined)


def step_of(event: Event) -> int:
    """The number of updates before this event, so that the first update is step 0."""
    return event["u"] - (1 if event.get("updates") else 0)


class _Comparing:
    def __init__(self, old: Pass, new: Pass, pairing: Pairing, matching: Matching) -> None:
        self.old, self.new = old, new
        self.pairing, self.matching = pairing, matching
        self.keys = matching.keys()
        self.result = Comparison()
        self.scales = self._state_scales()

    def run(self) -> Comparison:
        self._initial()
        for old_group, new_group in self.pairing.pairs:
            self._group(old_group, new_group)
        self._final()
        self.result.deviations.sort(key=lambda deviation: (deviation.order, deviation.what != "feed"))
        return self.result

    # ------------------------------------------------------------------ variables
    def _state_scales(self) -> dict[str, float]:
        scales: dict[str, float] = {}
        for event in self.old.events:
            for key, sums in (event.get("state") or {}).items():
                if math.isfinite(sums[1]):
                    scales[key] = max(scales.get(key, 0.0), abs(sums[1]))
        # A bias in front of a normalization holds nothing but rounding: small beside all others, it is no number.
        # The same goes for what an optimizer keeps of its gradient, beside that of the other variables.
        kinds = {key: self.old.variables.get(key, {}).get("slot", "") for key in scales}
        largest: dict[str, float] = {}
        for key, scale in scales.items():
            largest[kinds[key]] = max(largest.get(kinds[key], 0.0), scale)
        parts = {kind: _NOTHING_OF_SLOTS if kind else _NOTHING for kind in largest}
        return {key: max(scale, parts[kinds[key]] * largest[kinds[key]]) for key, scale in scales.items()}

    def _initial(self) -> None:
        first, second = self.old.initial_states(), self.new.initial_states()
        for key, other in self.matching.pairs.items():
            if key in first and other in second:
                self._state("initial", 0, -1, "", key, first[key], second[other])

    def _final(self) -> None:
        finals = [[event for event in side.events if event["kind"] == "final"] for side in (self.old, self.new)]
        if finals[0] and finals[1]:
            last = len(self.old.events)
            for key, sums in finals[0][-1]["state"].items():
                other = finals[1][-1]["state"].get(self.keys.get(key, ""))
                if other is not None:
                    self._state("state", finals[0][-1]["u"], last, "", key, sums, other)

    def _state(self, what: str, step: int, order: int, site: str, key: str, old: list[float], new: list[float]) -> None:
        self.result.compared[what] += 1
        factor = self.matching.factors.get(key, 1.0)
        if factor != 1.0:
            old = [factor * old[0], abs(factor) * old[1], factor * old[2]]
        relative = state_difference(old, new, abs(factor) * self.scales.get(key, 0.0))
        discrete = "int" in self.old.variables[key]["dtype"]
        if relative > (_SUMMED if discrete else 0.0):
            name = variables.label(self.old, key)
            self.result.deviations.append(Deviation(step, order, what, name, relative, site, key, discrete))

    # ------------------------------------------------------------------ events
    def _group(self, old: Group, new: Group) -> None:
        scales: dict[int, float] = {}
        rows = []
        logged = aligning.in_fit(old, new)
        for a, b, order in zip(old.events, new.events, old.positions, strict=False):
            pairs = [] if logged else aligning.values(a, b)
            rows.append((a, b, order, pairs))
            for position, (value, _) in enumerate(pairs or ()):
                scales[position] = max(scales.get(position, 0.0), magnitude(value))
        for a, b, order, pairs in rows:
            if not logged:
                self._feeds(a, b, order, old.site)
            if pairs is None:
                self.result.incomparable[old.site] = (
                    f"it fetched {len(a.get('values', ()))} values, and {new.label} returns {len(b.get('values', ()))}"
                )
            for position, (value, other) in enumerate(pairs or ()):
                self.result.compared["value"] += 1
                relative = difference(value, other, scales[position])
                discrete = value.get("d", "").startswith(("int", "uint", "bool"))
                if relative > (_SUMMED if discrete else 0.0):
                    name = value.get("n") or f"value {position + 1} of {old.label}"
                    self.result.deviations.append(
                        Deviation(step_of(a), order, "value", name, relative, old.site, old.place[2], discrete)
                    )
            self._gradients(a, b, order, old.site)
            first, second = a.get("state"), b.get("state")
            if first and second:
                for key, sums in first.items():
                    other = second.get(self.keys.get(key, ""))
                    if other is not None:
                        self._state("state", step_of(a), order, old.site, key, sums, other)

    def _feeds(self, old: Event, new: Event, order: int, site: str) -> None:
        wanted, given = aligning.feeds(old), aligning.feeds(new)
        fetched = {value.get("n") for value in old.get("values", ())}
        self.result.compared["feed"] += sum(wanted.values())
        if not wanted - given:
            return
        left = list((wanted - given).elements())
        missing = [feed for feed in old["feeds"] if _take(left, feed.get("h"))]
        spare = list((given - wanted).elements())
        offered = [feed for feed in new["feeds"] if _take(spare, feed.get("h"))]
        for feed in missing:
            same = [other for other in offered if same_shape(other.get("s"), feed.get("s"))]
            if not same and aligning.is_small(feed):
                continue  # a number that became a constant; what it does shows in the values
            if not given and feed.get("n") in fetched:
                continue  # a batch that is only looked at: compared as a value
            relative = math.inf
            if same:
                other = min(same, key=lambda other: difference(feed, other, magnitude(feed)))
                relative = difference(feed, other, magnitude(feed))
                offered.remove(other)
            discrete = "float" not in feed.get("d", "")
            if discrete and not relative:
                relative = math.inf  # other numbers, though their sums are the same
            if relative:
                self.result.deviations.append(
                    Deviation(step_of(old), order, "feed", feed.get("n", "?"), relative, site, "", discrete)
                )

    def _gradients(self, old: Event, new: Event, order: int, site: str) -> None:
        first, second = old.get("gradients"), new.get("gradients")
        if not first or not second:
            return
        scale = max((abs(sums[1]) for sums in first.values() if math.isfinite(sums[1])), default=0.0)
        for key, sums in first.items():
            other = second.get(self.matching.pairs.get(key, ""))
            if other is None or key not in self.old.variables:
                continue
            self.result.compared["gradient"] += 1
            relative = apart(sums, other, max(abs(sums[1]), abs(other[1]), 0.01 * scale))
            if relative:
                name = variables.label(self.old, key)
                self.result.deviations.append(Deviation(step_of(old), order, "gradient", name, relative, site, key))


def _take(hashes: list[str], wanted: str | None) -> bool:
    if wanted in hashes:
        hashes.remove(wanted)
        return True
    return False

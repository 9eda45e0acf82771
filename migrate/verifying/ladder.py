"""From deviations to a verdict: the rungs from meaning to rounding, and what may be called equal."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from migrate.verifying import aligning, causes, comparing, noise, site_proofs, texts, variables, written_files
from migrate.verifying.aligning import Group, Pairing, Place
from migrate.verifying.comparing import Comparison, Deviation
from migrate.verifying.noise import Floor
from migrate.verifying.proof import Proof
from migrate.verifying.recording import Pass
from migrate.verifying.variables import Matching
from migrate.verifying.verdicts import (
    DIFFERS,
    FLOAT64,
    NOISE,
    NOT_COMPARABLE,
    PROVED,
    RUNGS,
    Curve,
    Difference,
    ProgramVerdict,
    Rung,
    Side,
    SiteVerdict,
)

_MOST_CURVES = 12
_ADDRESS = re.compile(r" at 0x[0-9a-f]+(?=>)")
# Initial values are the same numbers on both sides; they are only ever rounded once.
_INITIAL = 1e-6
# A relative difference in float64 that rounding may have grown into.
_ROUNDING = 1e-7


@dataclass
class Sides:
    """The passes of both sides by name, and what belongs together in them."""

    old: dict[str, Pass]
    new: dict[str, Pass]
    old_label: str
    new_label: str
    injected: bool = False

    def __post_init__(self) -> None:
        old, new = self.old["float32"], self.new["float32"]
        pairing = aligning.pair(old.events, new.events)
        self.pairing = aligning.pair_with_fit(aligning.pair_with_shown(pairing, aligning.shown(new.events)))
        self.matching = variables.match(old, new)


def rounding_in_question(sides: Sides, verdict: ProgramVerdict) -> bool:
    """Whether a program differs in float64 by so little that rounding there, which was not measured, may be why."""
    found = [rung for rung in verdict.rungs if rung.key == "trajectory float64" and rung.outcome == "differs"]
    return (
        verdict.verdict == DIFFERS
        and "noise64" not in sides.old
        and any(rung.worst is not None and rung.worst < _ROUNDING for rung in found)
    )


def judge(program: str, sides: Sides, seconds: float, tolerance: float | None = None) -> ProgramVerdict:
    """The verdict on one program. `tolerance` replaces the bound on float32 trajectories (relative)."""
    return _Judge(program, sides, seconds, tolerance).verdict()


class _Judge:
    def __init__(self, program: str, sides: Sides, seconds: float, tolerance: float | None) -> None:
        self.program, self.sides, self.seconds, self.tolerance = program, sides, seconds, tolerance
        self.old, self.new = sides.old["float32"], sides.new["float32"]
        self.pairing: Pairing = sides.pairing
        self.matching: Matching = sides.matching
        self.rungs: list[Rung] = []
        self.differences: list[tuple[tuple[int, int], Difference]] = []
        self.cut = "steps" in (self.old.meta.get("ended"), self.new.meta.get("ended"))

    def verdict(self) -> ProgramVerdict:
        reason = self._ends()
        if reason is not None:
            return reason
        self.floor: Floor = noise.floor(self.sides.old)
        self.single = comparing.compare(self.old, self.new, self.pairing, self.matching)
        self.double = self._double()
        self.meaning_known = self.double is not None and all(
            deviation.relative <= self._double_bound(deviation) for deviation in self.double.deviations
        )
        for rung in (
            self._batches, self._initial, self._first_fetches, self._gradients, self._first_update,
            self._trajectory_double, self._trajectory_single, self._counts, self._output, self._files,
        ):  # fmt: skip
            self.rungs.append(rung())
        return self._conclude()

    # ------------------------------------------------------------------ programs that do not come to their end
    def _ends(self) -> ProgramVerdict | None:
        old, new = trouble(self.old), trouble(self.new)
        if old is None and new is None:
            return None
        if old is not None:
            both = f", and so does the new one ({new})" if new and "fails" in old and "fails" in new else ""
            return self._result(NOT_COMPARABLE, reason=f"the old program {old}{both}")
        assert new is not None
        if "fails" in new:
            self.differences.append(((0, 0), Difference(None, None, f"the new program {new}", None)))
            return self._result(DIFFERS, difference=self.differences[0][1])
        return self._result(NOT_COMPARABLE, reason=f"the new program {new}")

    def _double(self) -> Comparison | None:
        old, new = self.sides.old.get("float64"), self.sides.new.get("float64")
        if old is None or new is None or not old.whole or not new.whole:
            return None
        return comparing.compare(old, new, comparing.again(self.pairing, old, new), self.matching)

    def _why_no_double(self) -> str:
        for which, passes in (("old", self.sides.old), ("new", self.sides.new)):
            one = passes.get("float64")
            if one is None:
                return "not recorded in float64"
            if not one.whole:
                return f"in float64 the {which} program {trouble(one)}"
        return ""

    # ------------------------------------------------------------------ bounds
    def _single_bound(self, deviation: Deviation) -> float:
        if self.tolerance is not None:
            return self.tolerance
        bound = self.floor.single(deviation, self.meaning_known)
        if deviation.discrete and math.isfinite(deviation.relative):
            # A class number that rounding flips is noise where the disturbed run flips it too, or float64 does not.
            flips = self.floor.moves(deviation.name) > 0 or self.meaning_known
            return math.inf if flips else 0.0
        return bound

    def _double_bound(self, deviation: Deviation) -> float:
        return 0.0 if deviation.discrete else self.floor.double(deviation)

    def _judged(
        self, key: str, found: Iterable[Deviation], count: int, bound: Callable[[Deviation], float], noun: str
    ) -> Rung:
        """One rung from its deviations; the first beyond its bound becomes the difference of the rung."""
        found = list(found)
        title = RUNGS[key]
        worst = max((d.relative for d in found), default=0.0)
        beyond = [d for d in found if d.relative > bound(d)]
        if beyond:
            first = self._most_telling(beyond)
            self._note(first)
            detail = f"{first.name}: {_told(first)}" + (f" at {first.site}" if first.site else "")
            return Rung(key, title, "differs", detail, first.relative, bound(first), first.step)
        if not count:
            return Rung(key, title, "not run", f"no {noun} to compare")
        if worst:
            largest = max((bound(d) for d in found if not math.isinf(bound(d))), default=0.0)
            return Rung(key, title, "noise", f"{count} {noun}", worst, largest)
        return Rung(key, title, "equal", f"{count} {noun}", 0.0, None)

    def _most_telling(self, beyond: list[Deviation]) -> Deviation:
        """Of the first event that deviates what is furthest off: inputs before values before variables."""
        first = min(d.order for d in beyond)
        here = [d for d in beyond if d.order == first]
        best = min(self._rank(d) for d in here)
        return max((d for d in here if self._rank(d) == best), key=lambda d: d.relative)

    def _rank(self, deviation: Deviation) -> int:
        """The order of deviations of one event. A variable that is not updated any more says more than what follows."""
        if deviation.what == "state" and causes.stands_still(deviation, self.old, self.new, self.matching):
            return 2
        return {"feed": 0, "initial": 1, "value": 3, "gradient": 4, "state": 5}[deviation.what]

    def _note(self, deviation: Deviation) -> None:
        what = {
            "feed": f"{deviation.name} is fed other values",
            "initial": f"{deviation.name} starts with other values",
            "value": f"{deviation.name} has another value",
            "gradient": f"the gradient of {deviation.name} differs",
            "state": f"{deviation.name} differs after the update",
        }[deviation.what]
        named = deviation.name if deviation.what in ("initial", "gradient", "state") else None
        step = None if deviation.what == "initial" else deviation.step
        likely = causes.likely(deviation, self.sides.old["float32"], self.sides.new["float32"], self.pairing,
                               self.matching)  # fmt: skip
        where = f" at {deviation.site}" if deviation.site else ""
        text = f"{what}{where} ({_told(deviation)})"
        self.differences.append(((deviation.order, self._rank(deviation)), Difference(step, named, text, likely)))

    # ------------------------------------------------------------------ the rungs
    @property
    def _best(self) -> tuple[Comparison, Callable[[Deviation], float]]:
        if self.double is not None:
            return self.double, self._double_bound
        return self.single, self._single_bound

    def _batches(self) -> Rung:
        comparison, bound = self._best
        found = [d for d in comparison.deviations if d.what == "feed"]
        return self._judged("batches", found, comparison.compared["feed"], bound, "values fed")

    def _initial(self) -> Rung:
        found = [d for d in self.single.deviations if d.what == "initial"]
        lost = [key for key in self.matching.missing if self.old.variables[key]["trainable"] and self._trained(key)]
        if lost:
            name = variables.label(self.old, lost[0])
            text = f"the variable {name} has no counterpart of its shape"
            self.differences.append(((-1, 1), Difference(None, name, text, None)))
            return Rung("initial", RUNGS["initial"], "differs", text)
        rung = self._judged("initial", found, self.single.compared["initial"], lambda _: _INITIAL, "variables")
        if self.sides.injected and rung.outcome in ("equal", "noise"):
            detail = f"{rung.detail}; drawn in another order, so the old values were put in"
            return Rung(rung.key, rung.title, rung.outcome, detail, rung.worst, rung.bound)
        return rung

    def _trained(self, key: str) -> bool:
        """Whether a variable ever changes."""
        first = self.old.initial_states().get(key)
        return any(event.get("state", {}).get(key, first) != first for event in self.old.events)

    def _first_fetches(self) -> Rung:
        comparison, bound = self._best
        found = [d for d in comparison.deviations if d.what == "value" and d.step == 0]
        return self._judged("first fetches", found, comparison.compared["value"], bound, "values in all")

    def _gradients(self) -> Rung:
        comparison, bound = self._best
        found = [d for d in comparison.deviations if d.what == "gradient"]
        return self._judged("gradients", found, comparison.compared["gradient"], bound, "gradients")

    def _first_update(self) -> Rung:
        comparison, bound = self._best
        found = [d for d in comparison.deviations if d.what == "state" and d.step == 0]
        count = len({key for event in self.old.events for key in event.get("state", {}) if event["kind"] != "initial"})
        count = min(count, comparison.compared["state"])
        return self._judged("first update", found, count, bound, "variables and slots")

    def _trajectory_double(self) -> Rung:
        key = "trajectory float64"
        if self.double is None:
            return Rung(key, RUNGS[key], "not run", self._why_no_double())
        found = [d for d in self.double.deviations if d.what in ("value", "state")]
        count = self.double.compared["value"] + self.double.compared["state"]
        return self._judged(key, found, count, self._double_bound, "values")

    def _trajectory_single(self) -> Rung:
        key = "trajectory float32"
        found = [d for d in self.single.deviations if d.what in ("value", "state")]
        count = self.single.compared["value"] + self.single.compared["state"]
        return self._judged(key, found, count, self._single_bound, "values")

    def _counts(self) -> Rung:
        key, title = "counts", RUNGS["counts"]
        if not self.cut:
            for old, new in self.pairing.pairs:
                if len(old.events) != len(new.events):
                    position = min(len(old.events), len(new.events))
                    step = comparing.step_of(old.events[position]) if position < len(old.events) else None
                    noun = "batches" if old.place[0] == "batch" else "epochs" if old.place[0] == "epoch" else "times"
                    text = f"{old.site} ran {len(old.events)} {noun}, {new.label} ({new.site}) {len(new.events)}"
                    order = old.positions[position] if position < len(old.events) else old.positions[-1] + 1
                    self.differences.append(((order, 6), Difference(step, None, text, None)))
                    return Rung(key, title, "differs", text, step=step)
            moved = self._first_out_of_order()
            if moved is not None:
                text = f"{moved.site} does not run in its old place in the order of all runs"
                return self._with_difference(key, text, None)
        count = sum(len(old.events) for old, _ in self.pairing.pairs)
        return Rung(key, title, "equal" if count else "not run", f"{count} runs in the same order")

    def _with_difference(self, key: str, text: str, step: int | None) -> Rung:
        self.differences.append(((len(self.old.events), 7), Difference(step, None, text, None)))
        return Rung(key, RUNGS[key], "differs", text, step=step)

    def _first_out_of_order(self) -> Group | None:
        first = sorted((p, i) for i, (old, _) in enumerate(self.pairing.pairs) for p in old.positions)
        second = sorted((p, i) for i, (_, new) in enumerate(self.pairing.pairs) for p in new.positions)
        for (_, i), (_, j) in zip(first, second, strict=False):
            if i != j:
                return self.pairing.pairs[i][0]
        return None

    def _output(self) -> Rung:
        key, title = "output", RUNGS["output"]
        old, new = self.old.stdout, self.new.stdout
        if self._in_fit:
            return Rung(key, title, "not run", "the new program trains with Keras's fit, which prints a log of its own")
        if not old and not new:
            return Rung(key, title, "not run", "nothing is printed")
        found = texts.difference(old, new, prefix=self.cut)
        if found is None:
            return Rung(key, title, "equal", f"{len(old)} lines")
        errors = [[event["text"] for event in side.events if event["kind"] == "error"] for side in (self.old, self.new)]
        if errors[0] and errors[1]:
            plain = [texts.without_errors(*side) for side in zip((old, new), errors, strict=True)]
            if texts.difference(*plain, prefix=self.cut) is None:
                text = f"{len(old)} lines; the texts of errors that TensorFlow raised were left out"
                return Rung(key, title, "noise", text)
        rerun = self.sides.old.get("noise")
        if rerun is not None and rerun.whole:
            moving = texts.moving_lines(old, rerun.stdout)
            if moving:
                found = texts.difference(texts.without_numbers(old, moving), texts.without_numbers(new, moving),
                                         prefix=self.cut)  # fmt: skip
                if found is None:
                    text = f"{len(old)} lines; {len(moving)} change from run to run, their numbers were left out"
                    return Rung(key, title, "noise", text)
        old64, new64 = self.sides.old.get("float64"), self.sides.new.get("float64")
        if self.double is not None and old64 is not None and new64 is not None:
            if texts.difference(old64.stdout, new64.stdout, prefix=self.cut) is None:
                return Rung(
                    key, title, "noise", f"{len(old)} lines; equal in float64, not to the last digit in float32"
                )
        return self._with_difference(key, f"line {found.line}: {found.what}", None)

    def _files(self) -> Rung:
        key, title = "files", RUNGS["files"]
        found = written_files.compare(self.old.files, self.new.files)
        if found.differs and not self.cut:
            return self._with_difference(key, found.differs, None)
        if not found.count:
            return Rung(key, title, "not run", "no files are written")
        if found.unknown:
            return Rung(key, title, "not comparable", "not compared: " + ", ".join(found.unknown))
        return Rung(key, title, "equal", f"{found.count} files")

    # ------------------------------------------------------------------ the end
    def _conclude(self) -> ProgramVerdict:
        if self.differences:
            if self._stochastic():
                return self._result(
                    NOT_COMPARABLE,
                    reason="the old program computes other numbers in each run, so that a difference says nothing: "
                    + self._first_difference().what,
                )
            return self._result(DIFFERS, difference=self._first_difference())
        compared = self.single.compared["value"] + self.single.compared["state"]
        if not compared and not self.old.stdout:
            return self._result(NOT_COMPARABLE, reason="the old program fetches, trains and prints nothing")
        unseen = self._unseen()
        if unseen is not None:
            return self._result(NOT_COMPARABLE, reason=unseen)
        sites = self._sites()
        if sites and all(site.verdict == PROVED for site in sites):
            return self._result(PROVED)
        rung = next(rung for rung in self.rungs if rung.key == "trajectory float64")
        return self._result(FLOAT64 if rung.outcome in ("equal", "noise") else NOISE)

    @property
    def _in_fit(self) -> bool:
        """Whether training in a session became training by Keras's `fit`."""
        return any(aligning.in_fit(old, new) for old, new in self.pairing.pairs)

    def _first_difference(self) -> Difference:
        return min(self.differences, key=lambda item: item[0])[1]

    def _stochastic(self) -> bool:
        """Whether the old program itself moves as far from run to run as the new one is off."""
        if self.floor.comparison is None:
            return False
        own = [d for d in self.floor.comparison.deviations if d.relative > 1e-2]
        if not own:
            return False
        first = min(d.order for d in own)
        worse = [d for d in self.single.deviations if d.relative > max(self._single_bound(d), 1e-3)]
        return bool(worse) and first <= min(d.order for d in worse)

    def _unseen(self) -> str | None:
        """Old runs with results of which the new program shows nothing."""
        for group in self.pairing.old_alone:
            if self._in_fit and not group.updates:
                continue  # what the loop logged and evaluated is in Keras's log
            shown = [v for event in group.events for v in event.get("values", ()) if v.get("d") != "string"]
            if shown or group.updates:
                return f"no call of the new program was found for {group.label} at {group.site}"
        for site, why in self.single.incomparable.items():
            return f"{site}: {why}"
        return None

    def _result(self, verdict: str, difference: Difference | None = None, reason: str | None = None) -> ProgramVerdict:
        unaligned = sorted({*self.old.meta.get("unaligned", ()), *self.new.meta.get("unaligned", ())})
        return ProgramVerdict(
            self.program,
            verdict,
            difference,
            reason,
            tuple(self.rungs),
            tuple(self._sites()),
            tuple(self._curves()),
            tuple(unaligned),
            _side(self.sides.old_label, self.old, self.sides.old),
            _side(self.sides.new_label, self.new, self.sides.new),
            self.seconds,
        )

    @cached_property
    def _proofs(self) -> dict[Place, Proof]:
        return site_proofs.proofs(self.old, self.new, self.pairing, self.matching)

    def _sites(self) -> list[SiteVerdict]:
        if not self.rungs:
            return []
        found = []
        for old, new in self.pairing.pairs:
            found.append(self._site(old, new))
        for group in self.pairing.old_alone:
            why = "no call found; fit may evaluate and log it" if self._in_fit else "no call found"
            found.append(SiteVerdict(group.site, None, NOT_COMPARABLE, len(group.events), f"{group.label}: {why}"))
        return sorted(found, key=lambda site: _line_of(site.old))

    def _site(self, old: Group, new: Group) -> SiteVerdict:
        name = f"{new.label}, {new.site}"
        comparison, bound = self._best
        if old.site in self.single.incomparable:
            return SiteVerdict(old.site, name, NOT_COMPARABLE, len(old.events), self.single.incomparable[old.site])
        own = [d for d in comparison.deviations if d.site == old.site and d.key in ("", old.place[2])]
        beyond = [d for d in own if d.relative > bound(d)]
        if beyond:
            first = self._most_telling(beyond)
            return SiteVerdict(
                old.site, name, DIFFERS, len(old.events), f"step {first.step}: {first.name}, {_told(first)}"
            )
        if len(old.events) != len(new.events) and not self.cut:
            return SiteVerdict(old.site, name, DIFFERS, len(old.events), f"{len(new.events)} runs now")
        worst = max((d.relative for d in own), default=0.0)
        verdict = FLOAT64 if self.double is not None else NOISE
        detail = f"largest difference {worst:.1e}"
        proof = self._proofs.get(old.place)
        if proof is not None:
            verdict = PROVED if proof.proved else verdict
            detail = f"{proof.detail}; {detail}" if proof.proved else f"{detail}; not proved: {proof.detail}"
        return SiteVerdict(old.site, name, verdict, len(old.events), detail)

    def _curves(self) -> list[Curve]:
        curves = []
        for old, new in self.pairing.pairs:
            if aligning.in_fit(old, new):
                continue
            columns: dict[int, tuple[str, str, list[float], list[float]]] = {}
            for side, events in ((2, old.events), (3, new.events)):
                for a, b in _rows(old, new, events, side):
                    for position, (value, shown) in enumerate(zip(a, b, strict=False)):
                        number = _scalar(shown)
                        if number is not None and "float" in value.get("d", ""):
                            entry = columns.setdefault(
                                position, (value.get("n") or f"{old.site} {position + 1}", value["d"], [], [])
                            )
                            entry[side].append(number)
            for name, dtype, first, second in columns.values():
                if len(first) > 1 and len(curves) < _MOST_CURVES:
                    curves.append(Curve(name, tuple(first), tuple(second), dtype))
        return curves


def _rows(old: Group, new: Group, events: list, side: int) -> Iterable[tuple[list, list]]:
    """(values of the old run, values of this side) of each event."""
    if not old.events or not new.events:
        return
    pairs = aligning.values(old.events[0], new.events[0])
    if not pairs:
        return
    names = [a for a, _ in pairs]
    for event in events:
        both = aligning.values(event, new.events[0]) if side == 2 else aligning.values(old.events[0], event)
        if both and len(both) == len(names):
            yield names, [pair[0] if side == 2 else pair[1] for pair in both]


def _scalar(value: dict) -> float | None:
    if "x" in value:
        return sum(value["x"]) / len(value["x"]) if value["x"] else None
    return value["m"][0] if "m" in value else None


def _told(deviation: Deviation) -> str:
    if math.isinf(deviation.relative):
        return "not a number, missing, or of another shape" if deviation.what != "feed" else "not among what is given"
    return f"relative difference {deviation.relative:.1e}"


def _line_of(site: str) -> tuple[str, int]:
    file, _, line = site.rpartition(":")
    return file, int(line) if line.isdigit() else 0


def trouble(one: Pass) -> str | None:
    """Why a pass did not come to its end, as the end of a sentence; None where it did."""
    meta = one.meta
    ended = meta.get("ended")
    if ended == "deadline":
        return f"had not ended after {meta.get('seconds', 0):.0f} s; --steps compares the first steps of such a program"
    if ended == "memory":
        return "needed more memory than --memory allows"
    if ended == "crash":
        last = [line for line in one.stderr.splitlines() if line.strip()]
        return f"fails: the process died ({last[-1][:160] if last else 'without a word'})"
    if meta.get("exception"):
        kind, text = meta["exception"]
        text = _ADDRESS.sub("", text)
        if meta.get("recorder"):
            return f"could not be recorded: {kind}: {text}"
        where = f" ({meta['where']})" if meta.get("where") else ""
        return f"fails: {kind}: {text}{where}"
    if meta.get("exit") not in (0, None):
        return f"fails with exit code {meta['exit']}"
    return None


def _side(label: str, one: Pass, passes: dict[str, Pass]) -> Side:
    meta = one.meta
    precision = "float32 and float64" if "float64" in passes else "float32"
    return Side(
        label, meta.get("tensorflow", "?"), meta.get("python", "?"), meta.get("device", "cpu"), precision,
        meta.get("driver"),
    )  # fmt: skip

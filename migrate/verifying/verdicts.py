"""What `migrate verify` finds out, as plain data. Every output format reads these; nothing here needs TensorFlow.

A program has one verdict, the ladder of rungs that led to it, and one verdict for each place where the old program
ran its session.
"""

from __future__ import annotations

from dataclasses import dataclass

PROVED = "proved"
FLOAT64 = "equal in float64"
NOISE = "equal within measured noise"
DIFFERS = "differs"
NOT_COMPARABLE = "not comparable"
VERDICTS = (PROVED, FLOAT64, NOISE, DIFFERS, NOT_COMPARABLE)

# The ladder, from meaning to rounding: key and title of each rung.
RUNGS = {
    "batches": "batches fed, in order",
    "initial": "initial variables",
    "first fetches": "values of the first step",
    "gradients": "gradients of the first step",
    "first update": "variables and slots after the first update",
    "trajectory float64": "all values over the steps, float64",
    "trajectory float32": "all values over the steps, float32",
    "counts": "numbers of runs, epochs and batches",
    "output": "printed output",
    "files": "files written",
}
OUTCOMES = ("equal", "noise", "differs", "not comparable", "not run")


@dataclass(frozen=True)
class Curve:
    """One fetched number over the steps; of an array, the mean. `old` and `new` may differ in length."""

    name: str
    old: tuple[float, ...]
    new: tuple[float, ...]
    dtype: str


@dataclass(frozen=True)
class Rung:
    """One comparison of the ladder.

    `outcome` is one of OUTCOMES, "noise" where the values differ by less than `bound`. `worst` and `bound` are
    relative differences, None where the rung compares no numbers; `step` is the first that differs, from 0.
    """

    key: str
    title: str
    outcome: str
    detail: str
    worst: float | None = None
    bound: float | None = None
    step: int | None = None


@dataclass(frozen=True)
class SiteVerdict:
    """One place where the old program ran its session (`old`, file:line), and the call that took its place.

    `new` is "function, file:line", or None where nothing is left of the run (initializers, reads of variables);
    `steps` counts how often the old place ran.
    """

    old: str
    new: str | None
    verdict: str
    steps: int
    detail: str


@dataclass(frozen=True)
class Difference:
    """The first difference: its step (from 0) and variable where it has them, what it is and the likely reason."""

    step: int | None
    variable: str | None
    what: str
    likely: str | None


@dataclass(frozen=True)
class Side:
    """How one side ran: `label` names its sources; `device` cpu or the GPU's name; `precision` float64 or float32."""

    label: str
    tensorflow: str
    python: str
    device: str
    precision: str
    driver: str | None = None


@dataclass(frozen=True)
class ProgramVerdict:
    """The verdict on one program. `difference` belongs to "differs", `reason` to "not comparable".

    `unaligned` names the random numbers that could not be made the same on both sides; `seconds` is the wall time.
    """

    program: str
    verdict: str
    difference: Difference | None
    reason: str | None
    rungs: tuple[Rung, ...]
    sites: tuple[SiteVerdict, ...]
    curves: tuple[Curve, ...]
    unaligned: tuple[str, ...]
    old: Side | None
    new: Side | None
    seconds: float


@dataclass(frozen=True)
class Report:
    """All programs of one command; `date` is ISO 8601."""

    programs: tuple[ProgramVerdict, ...]
    command: str
    date: str

    @property
    def equal(self) -> bool:
        """Whether nothing differs and everything could be compared: exit code 0."""
        return bool(self.programs) and all(
            program.verdict not in (DIFFERS, NOT_COMPARABLE) for program in self.programs
        )

"""Phrases and numbers that every format writes alike."""

from __future__ import annotations

import math
from collections.abc import Sequence

from migrate.verifying.verdicts import Difference, ProgramVerdict, Report, Rung, Side, SiteVerdict

SIDE_COLUMNS = ("side", "sources", "TensorFlow", "Python", "device", "driver", "precision")
RUNG_COLUMNS = ("compared", "outcome", "worst difference", "bound", "differs from step", "detail")
SITE_COLUMNS = ("old run site", "new call", "verdict", "steps", "detail")
CURVE_COLUMNS = ("value", "dtype", "steps", "first old", "first new", "last old", "last new", "worst difference")


def number(value: float | None) -> str:
    """Up to four significant digits; "-" where there is no number."""
    if value is None:
        return "-"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return f"{value:.4g}"


def why(program: ProgramVerdict) -> tuple[str, ...]:
    """Sentences: what differs and where, or why nothing could be compared, and the likely reason.

    () for the programs that are equal.
    """
    difference = program.difference
    if difference is None:
        return (program.reason,) if program.reason else ()
    what = place(difference) + difference.what
    return (what, f"likely: {difference.likely}") if difference.likely else (what,)


def place(difference: Difference) -> str:
    """ "step 3, variable v: ", with what is known of it."""
    parts = [] if difference.step is None else [f"step {difference.step}"]
    parts += [] if difference.variable is None else [f"variable {difference.variable}"]
    return ", ".join(parts) + ": " if parts else ""


def rung_cells(rung: Rung) -> tuple[str, ...]:
    step = "-" if rung.step is None else str(rung.step)
    return (rung.title, rung.outcome, number(rung.worst), number(rung.bound), step, rung.detail)


def site_cells(site: SiteVerdict) -> tuple[str, ...]:
    return (site.old, site.new or "none needed", site.verdict, str(site.steps), site.detail)


def duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds // 60)} min {int(seconds % 60)} s"


def environments(report: Report) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The rows of SIDE_COLUMNS, old before new, each with the programs that ran so; () stands for all of them."""
    users: dict[tuple[str, ...], list[str]] = {}
    sided = [program for program in report.programs if program.old is not None or program.new is not None]
    for role in ("old", "new"):
        for program in sided:
            side: Side | None = getattr(program, role)
            if side is not None:
                users.setdefault(_side_cells(role, side), []).append(program.program)
    return [(cells, () if len(names) == len(sided) else tuple(names)) for cells, names in users.items()]


def _side_cells(role: str, side: Side) -> tuple[str, ...]:
    return (role, side.label, side.tensorflow, side.python, side.device, side.driver or "-", side.precision)


def named(names: Sequence[str]) -> str:
    """The programs of a row of environments, the first of them where there are many."""
    if len(names) > 6:
        return ", ".join(names[:5]) + f" and {len(names) - 5} more"
    return ", ".join(names) if names else "all"

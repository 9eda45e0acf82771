"""The whole report as one JSON object; docs/verify-report.md says what its keys mean."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

from migrate.verifying.reporting import curves
from migrate.verifying.verdicts import VERDICTS, Curve, ProgramVerdict, Report, Rung, Side, SiteVerdict

VERSION = 1


def render(report: Report) -> str:
    counts = Counter(program.verdict for program in report.programs)
    content = {
        "version": VERSION,
        "command": report.command,
        "date": report.date,
        "equal": report.equal,
        "counts": {verdict: counts[verdict] for verdict in VERDICTS},
        "programs": [_program(program) for program in report.programs],
    }
    return json.dumps(content, indent=2, allow_nan=False) + "\n"


def _program(program: ProgramVerdict) -> dict[str, Any]:
    difference = program.difference
    return {
        "program": program.program,
        "verdict": program.verdict,
        "difference": None
        if difference is None
        else {
            "step": difference.step,
            "variable": difference.variable,
            "what": difference.what,
            "likely": difference.likely,
        },
        "reason": program.reason,
        "ladder": [_rung(rung) for rung in program.rungs],
        "sites": [_site(site) for site in program.sites],
        "curves": [_curve(curve) for curve in program.curves],
        "unaligned": list(program.unaligned),
        "environment": {"old": _side(program.old), "new": _side(program.new)},
        "seconds": _number(program.seconds),
    }


def _rung(rung: Rung) -> dict[str, Any]:
    return {
        "key": rung.key,
        "title": rung.title,
        "outcome": rung.outcome,
        "detail": rung.detail,
        "worst": _number(rung.worst),
        "bound": _number(rung.bound),
        "step": rung.step,
    }


def _site(site: SiteVerdict) -> dict[str, Any]:
    return {
        "old": site.old,
        "new": site.new,
        "verdict": site.verdict,
        "steps": site.steps,
        "detail": site.detail,
    }


def _curve(curve: Curve) -> dict[str, Any]:
    worst = curves.worst(curve)
    return {
        "name": curve.name,
        "dtype": curve.dtype,
        "old": [_number(value) for value in curve.old],
        "new": [_number(value) for value in curve.new],
        "worst": None if worst is None else {"step": worst[0], "difference": _number(worst[1])},
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "label": side.label,
        "tensorflow": side.tensorflow,
        "python": side.python,
        "device": side.device,
        "driver": side.driver,
        "precision": side.precision,
    }


def _number(value: float | None) -> float | str | None:
    """JSON has no numbers beyond the finite ones."""
    if value is None or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")

"""What `migrate verify` found, one module per output format, each with `render(report) -> str`."""

from __future__ import annotations

import importlib
from collections import Counter

from migrate.verifying.verdicts import VERDICTS, Report

FORMATS = ("table", "json", "markdown", "html")


def render(report: Report, output_format: str, terminal: bool = False, width: int | None = None) -> str:
    """The report as a text in one of FORMATS.

    The table is drawn with colours, `width` columns wide, where `terminal` is true; elsewhere it is plain lines of any
    length. The other formats do not depend on either.
    """
    if output_format == "table":
        from migrate.verifying.reporting import table

        return table.render(report, terminal, width)
    return importlib.import_module(f"migrate.verifying.reporting.{output_format}").render(report)


def summary(report: Report) -> str:
    """One sentence: how many programs, and how many of each verdict."""
    if not report.programs:
        return "No program was verified."
    counts = Counter(program.verdict for program in report.programs)
    total = "1 program" if len(report.programs) == 1 else f"{len(report.programs)} programs"
    return f"{total}: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]) + "."

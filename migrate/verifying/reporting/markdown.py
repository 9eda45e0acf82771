"""A section for the description of a pull request, within the length that GitHub takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from migrate.reporting.escaping import markdown_code, markdown_text
from migrate.verifying.reporting import curves, summary
from migrate.verifying.reporting.wording import (
    CURVE_COLUMNS,
    RUNG_COLUMNS,
    SIDE_COLUMNS,
    SITE_COLUMNS,
    duration,
    environments,
    named,
    rung_cells,
    site_cells,
    why,
)
from migrate.verifying.verdicts import DIFFERS, NOT_COMPARABLE, ProgramVerdict, Report

# GitHub takes 65536 characters; the rest of the description needs some.
LIMIT = 60_000
# Programs that need a reader come first where not all fit.
_URGENT = (DIFFERS, NOT_COMPARABLE)


def render(report: Report) -> str:
    lines = ["## migrate verify: old and new program compared", "", summary(report), ""]
    lines += _verdicts(report.programs) + _unaligned(report.programs) + _environment(report)
    lines += [f"Written by {markdown_code(report.command)} on {markdown_text(report.date)}.", ""]
    text = "\n".join(lines)
    order = sorted(report.programs, key=lambda program: program.verdict not in _URGENT)
    left_out = []
    for program in order:
        details = _details(program)
        if len(text) + len(details) > LIMIT:
            left_out.append(program.program)
        else:
            text += "\n" + details
    if left_out:
        text += f"\nNo room for the details of {len(left_out)} of {len(order)} programs; the HTML report has them.\n"
    return text


def _verdicts(programs: Sequence[ProgramVerdict]) -> list[str]:
    if not programs:
        return []
    rows = []
    for program in programs:
        reason = markdown_text("; ".join(why(program)))
        rows.append((markdown_code(program.program), _verdict(program.verdict), str(len(program.sites)), reason))
    columns = ("program", "verdict", "run sites", "why")
    lines = _table(columns, rows)
    if sum(map(len, lines)) <= LIMIT // 2:
        return lines
    urgent = [row for row, program in zip(rows, programs, strict=True) if program.verdict in _URGENT]
    kept: list[tuple[str, ...]] = []
    for row in urgent:
        if sum(len(cell) + 3 for taken in (*kept, row) for cell in taken) > LIMIT // 2:
            break
        kept.append(row)
    note = f"No room for the rows of {len(rows) - len(kept)} of {len(rows)} programs."
    return [*(_table(columns, kept) if kept else []), note, ""]


def _verdict(verdict: str) -> str:
    return f"**{verdict}**" if verdict in _URGENT else verdict


def _unaligned(programs: Sequence[ProgramVerdict]) -> list[str]:
    lines = [
        f"- {markdown_code(program.program)}: {markdown_text(source)}"
        for program in programs
        for source in program.unaligned
    ]
    if not lines:
        return []
    # The whole list is in the other formats; here it must leave room.
    kept = 0
    while kept < len(lines) and sum(map(len, lines[: kept + 1])) < LIMIT // 5:
        kept += 1
    more = [f"- and {len(lines) - kept} more"] if kept < len(lines) else []
    return ["Random numbers that could not be made the same on both sides:", "", *lines[:kept], *more, ""]


def _environment(report: Report) -> list[str]:
    sides = environments(report)
    rows = [(*(markdown_text(cell) for cell in cells), markdown_text(named(names))) for cells, names in sides]
    return _table((*SIDE_COLUMNS, "programs"), rows) if rows else []


def _details(program: ProgramVerdict) -> str:
    head = f"{program.program}: {program.verdict} ({duration(program.seconds)})".replace("\n", " ")
    head = head.replace("&", "&amp;").replace("<", "&lt;")
    lines = ["<details>", f"<summary>{head}</summary>", ""]
    for name, columns, rows in (
        ("Run sites", SITE_COLUMNS, [site_cells(site) for site in program.sites]),
        ("Ladder, from meaning to rounding", RUNG_COLUMNS, [rung_cells(rung) for rung in program.rungs]),
        ("Values over the steps", CURVE_COLUMNS, [curves.cells(curve) for curve in program.curves]),
    ):
        if rows:
            lines += [f"{name}:", "", *_table(columns, [[markdown_text(cell) for cell in row] for row in rows])]
    return "\n".join([*lines, "</details>", ""])


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [" | ".join(columns), " | ".join("---" for _ in columns), *(" | ".join(row) for row in rows)]
    return [*(f"| {line} |" for line in lines), ""]

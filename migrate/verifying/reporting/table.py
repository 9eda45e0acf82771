"""The verdicts for a terminal; plain lines where the output is none."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

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
from migrate.verifying.verdicts import DIFFERS, FLOAT64, NOISE, NOT_COMPARABLE, PROVED, ProgramVerdict, Report

_COLOURS = {DIFFERS: "bold red", NOT_COMPARABLE: "yellow", NOISE: "cyan"}
_OUTCOMES = {"differs": "bold red", "not comparable": "yellow", "noise": "cyan", "equal": "green", "not run": "dim"}


def render(report: Report, terminal: bool = False, width: int | None = None) -> str:
    return _drawn(report, width) if terminal else _plain(report)


def _sections(program: ProgramVerdict, report: Report) -> list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """Name, columns and rows of each table of a program; only those with rows.

    Among several programs, those that are equal have their run sites only: a terminal is read from its end.
    """
    sections = [("run sites", SITE_COLUMNS, [site_cells(site) for site in program.sites])]
    if len(report.programs) > 1 and program.verdict in (PROVED, FLOAT64):
        return [section for section in sections if section[2]]
    sections += [
        ("ladder", RUNG_COLUMNS, [rung_cells(rung) for rung in program.rungs]),
        ("values", CURVE_COLUMNS, [curves.cells(curve) for curve in program.curves]),
    ]
    return [section for section in sections if section[2]]


def _notes(program: ProgramVerdict) -> list[str]:
    return [*why(program), *(f"not aligned: {source}" for source in program.unaligned)]


def _plain(report: Report) -> str:
    lines = []
    for program in report.programs:
        lines.append(f"program {program.program}: {program.verdict} ({duration(program.seconds)})")
        lines += [f"  {line}" for note in _notes(program) for line in note.splitlines()]
        for name, columns, rows in _sections(program, report):
            lines.append(f"  {name}")
            lines += [f"    {line}" for line in _aligned([columns, *rows])]
        lines.append("")
    sides = environments(report)
    if sides:
        lines.append("environment")
        rows = [(*cells, named(names)) for cells, names in sides]
        lines += [f"  {line}" for line in _aligned([(*SIDE_COLUMNS, "programs"), *rows])]
        lines.append("")
    lines.append(summary(report))
    return "".join(line + "\n" for line in lines)


def _aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return ["  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in lines]


def _drawn(report: Report, width: int | None) -> str:
    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=width, highlight=False, legacy_windows=False)
    for program in report.programs:
        head = Text(program.program, style="bold")
        head.append("  ").append(program.verdict, style=_COLOURS.get(program.verdict, "bold green"))
        console.print(head.append(f"  {duration(program.seconds)}", style="dim"))
        for note in _notes(program):
            console.print(Text(note))
        for name, columns, rows in _sections(program, report):
            console.print(_table(name, columns, rows))
        console.print()
    sides = environments(report)
    if sides:
        rows = [(*cells, named(names)) for cells, names in sides]
        console.print(_table("environment", (*SIDE_COLUMNS, "programs"), rows))
        console.print()
    console.print(Text(summary(report)))
    return out.getvalue()


def _table(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> object:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=name, title_justify="left", title_style="italic", box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # A cell is coloured by what it says, so that the words carry the verdict and colour only helps.
        table.add_row(*(Text(cell, style=_COLOURS.get(cell, _OUTCOMES.get(cell, ""))) for cell in row))
    return table

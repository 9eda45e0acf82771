"""One page that needs nothing else: verdicts, curves, ladder and run sites, for reading in a browser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from migrate.reporting.page import page
from migrate.verifying.reporting import charts, curves, summary
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

# Pictures beyond these are left to the table of values: a page of hundreds is no help.
PICTURES = 8

_STYLE = (
    """
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); font-weight: 600; }
caption { text-align: left; font-weight: 600; padding: .35rem 0; }
section { border-top: 2px solid var(--rule); margin-top: 2.5rem; }
figure { margin: 1rem 0; } .chart { width: 100%; max-width: 45rem; height: auto; display: block; }
figcaption { color: var(--soft); max-width: 45rem; }
.scroll { overflow-x: auto; } h2 code { font-size: inherit; } a { color: inherit; }
"""
    + charts.STYLE
)
_GRADES = {DIFFERS: "bad", NOT_COMPARABLE: "fair", NOISE: "fair", "noise": "fair"}
_GRADES |= {PROVED: "good", FLOAT64: "good", "equal": "good"}


def render(report: Report) -> str:
    parts = [f"<p>{_text(summary(report))}</p>\n"]
    if report.programs:
        rows = [
            (
                f'<a href="#program-{index}"><code>{_text(program.program)}</code></a>',
                _graded(program.verdict),
                str(len(program.sites)),
                _text(duration(program.seconds)),
                _reason(program),
            )
            for index, program in enumerate(report.programs)
        ]
        parts.append(_table("Programs", ("program", "verdict", "run sites", "time", "why"), rows))
    sides = environments(report)
    if sides:
        rows = [tuple(_text(cell) for cell in (*cells, named(names))) for cells, names in sides]
        parts.append(_table("Environment of both sides", (*SIDE_COLUMNS, "programs"), rows))
    parts += [_program(program, index) for index, program in enumerate(report.programs)]
    parts.append(f"<p>Written by <code>{_text(report.command)}</code> on {_text(report.date)}.</p>\n")
    return page("migrate verify: old and new program compared", _STYLE, "".join(parts))


def _program(program: ProgramVerdict, index: int) -> str:
    parts = [f'<section id="program-{index}">\n<h2><code>{_text(program.program)}</code>: {program.verdict}</h2>\n']
    if why(program):
        parts.append(f"<p>{_reason(program)}</p>\n")
    if program.unaligned:
        parts.append("<p>Random numbers that could not be made the same on both sides:</p>\n<ul>\n")
        parts += [f"<li>{_text(source)}</li>\n" for source in program.unaligned]
        parts.append("</ul>\n")
    fault = program.difference.step if program.difference is not None else None
    for number, curve in enumerate(program.curves[:PICTURES]):
        picture = charts.chart(curve, f"chart-{index}-{number}", fault)
        parts.append(f"<figure>\n{picture}<figcaption>{_text(curves.sentence(curve))}</figcaption>\n</figure>\n")
    for caption, columns, rows in (
        ("Values over the steps", CURVE_COLUMNS, [curves.cells(curve) for curve in program.curves]),
        ("Ladder, from meaning to rounding", RUNG_COLUMNS, [rung_cells(rung) for rung in program.rungs]),
        ("Run sites", SITE_COLUMNS, [site_cells(site) for site in program.sites]),
    ):
        if rows:
            parts.append(_table(caption, columns, [[_cell(cell) for cell in row] for row in rows]))
    parts.append("</section>\n")
    return "".join(parts)


def _reason(program: ProgramVerdict) -> str:
    return "<br>\n".join(_text(sentence) for sentence in why(program))


def _cell(cell: str) -> str:
    return _graded(cell) if cell in _GRADES else _text(cell)


def _graded(words: str) -> str:
    return f'<span class="{_GRADES[words]}">{_text(words)}</span>'


def _table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """`rows` are HTML."""
    head = "".join(f'<th scope="col">{_text(column)}</th>' for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return (
        f'<div class="scroll">\n<table>\n<caption>{_text(caption)}</caption>\n<tr>{head}</tr>\n{body}</table>\n</div>\n'
    )


def _text(text: str) -> str:
    return escape(text, quote=True)

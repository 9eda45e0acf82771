"""One page that needs nothing else, for reading in a browser."""

from __future__ import annotations

from html import escape

from migrate.findings import CODES, Finding
from migrate.reporting import Report, summary, title
from migrate.reporting.page import page

_STYLE = ".native { color: var(--good); } .compat { color: var(--fair); } .hand, .error { color: var(--bad); }\n"


def render(report: Report) -> str:
    parts = [f"<p>{_text(summary(report))}</p>\n"]
    if report.programs:
        parts.append("<h2>Programs</h2>\n<table>\n<tr><th>program</th><th>form</th><th>reason</th></tr>\n")
        for program in report.programs:
            reason = program.reason
            why = "" if reason is None else f"<code>{_text(_where(reason))}</code> {_text(reason.message)}"
            form = f'<td class="{program.form.split()[-1]}">{_text(program.form)}</td>'
            parts.append(f"<tr><td><code>{_text(program.path)}</code></td>{form}<td>{why}</td></tr>\n")
        parts.append("</table>\n")
    if report.findings:
        parts.append("<h2>Findings</h2>\n<table>\n<tr><th>place</th><th>code</th><th>message</th></tr>\n")
        parts += [_row(report, finding) for finding in report.findings]
        parts.append("</table>\n")
    return page("TensorFlow 1 to 2", _STYLE, "".join(parts))


def _row(report: Report, finding: Finding) -> str:
    known = CODES.get(finding.code)
    hint = f' title="{_text(known.explanation)}"' if known else ""
    lines = report.lines.get(finding.path, ())
    source = ""
    if 1 <= finding.line <= len(lines):
        source = f"<pre>{_text(lines[finding.line - 1].strip())}</pre>"
    fixed = " (fixable)" if finding.fixable else ""
    return (
        f"<tr><td><code>{_text(_where(finding))}</code></td>"
        f'<td class="{_text(finding.severity)}"{hint}>{_text(finding.code)} {_text(title(finding))}{fixed}</td>'
        f"<td>{_text(finding.message)}{source}</td></tr>\n"
    )


def _where(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}:{finding.column}"


def _text(text: str) -> str:
    return escape(text, quote=True)

"""Workflow commands that GitHub shows as annotations of a pull request."""

from __future__ import annotations

from migrate.reporting import Report, program_line, title

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report) -> str:
    lines = []
    for finding in report.findings:
        properties = {
            "title": f"{finding.code} {title(finding)}",
            "file": finding.path,
            "line": str(finding.line),
            "col": str(finding.column),
        }
        named = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        where = f"{finding.path}:{finding.line}:{finding.column}: {finding.code} "
        lines.append(f"::{_LEVELS.get(finding.severity, 'warning')} {named}::{_data(where + finding.message)}")
    lines += [_data(program_line(program)) for program in report.programs]
    return "".join(line + "\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

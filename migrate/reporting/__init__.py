"""Reports: one module per output format, each with `render(report) -> str`."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from migrate.findings import CODES, Finding
from migrate.running import Program


@dataclass(frozen=True)
class Report:
    """What a run has to tell.

    `command` is "check", "diff" or "apply"; `changed` are the files that it changed or would change; `found` counts all
    sources, `using` those with TensorFlow or Keras, `suppressed` the findings that comments hide; `lines` are the
    source lines by path.
    """

    command: str
    findings: Sequence[Finding] = ()
    programs: Sequence[Program] = ()
    changed: Sequence[str] = ()
    found: int = 0
    using: int = 0
    suppressed: int = 0
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def applied(self) -> bool:
        return self.command == "apply"


def render(report: Report, output_format: str, statistics: bool = False) -> str:
    """The report as a text in one of `migrate.config.OUTPUT_FORMATS`."""
    module = "statistics" if statistics else output_format
    return importlib.import_module(f"migrate.reporting.{module}").render(report)


def title(finding: Finding) -> str:
    code = CODES.get(finding.code)
    return code.title if code else finding.code


def finding_line(finding: Finding) -> str:
    star = "[*] " if finding.fixable else ""
    return f"{finding.path}:{finding.line}:{finding.column}: {finding.code} {star}{finding.message}"


def program_line(program: Program) -> str:
    line = f"program {program.path}: {program.form}"
    reason = program.reason
    if reason is None:
        return line
    return f"{line} - {reason.path}:{reason.line}:{reason.column} {reason.code} {reason.message}"


def summary(report: Report) -> str:
    """One paragraph for stderr. It never says that there is nothing to do where something could not be looked at."""
    unread = len({finding.path for finding in report.findings if finding.severity == "error"})
    done = "changed" if report.applied else "would change"
    files = f"{_count(report.using, 'file')} of {report.found} use TensorFlow or Keras, {len(report.changed)} {done}"
    parts = [files + (f", {unread} could not be migrated" if unread else "") + "."]
    fixable = sum(finding.fixable for finding in report.findings)
    if report.findings:
        star = "fixed" if report.applied else "[*] fixable by `migrate apply`"
        parts.append(f"{_count(len(report.findings), 'finding')}, {fixable} {star}.")
    if report.suppressed:
        parts.append(f"{report.suppressed} suppressed.")
    forms = Counter(program.form for program in report.programs)
    if forms:
        named = [f"{forms.pop(form)} {form}" for form in ("native", "compat", "by hand", "none") if form in forms]
        parts.append("Programs: " + ", ".join(named + [f"{count} {form}" for form, count in forms.items()]) + ".")
    return " ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

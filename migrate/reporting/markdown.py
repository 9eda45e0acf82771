"""Tables for the description of a pull request."""

from __future__ import annotations

from migrate.reporting import Report, summary, title
from migrate.reporting.escaping import markdown_code as _code
from migrate.reporting.escaping import markdown_text as _text


def render(report: Report) -> str:
    lines = ["# TensorFlow 1 to 2", "", summary(report), ""]
    if report.programs:
        lines += ["## Programs", "", "| program | form | reason |", "| --- | --- | --- |"]
        for program in report.programs:
            reason = ""
            if program.reason is not None:
                where = f"{program.reason.path}:{program.reason.line}"
                reason = f"{_code(where)} {program.reason.code} {_text(program.reason.message)}"
            lines.append(f"| {_code(program.path)} | {program.form} | {reason} |")
        lines.append("")
    if report.findings:
        lines += ["## Findings", ""]
        lines += ["| place | code | fixed by `migrate apply` | message |", "| --- | --- | --- | --- |"]
        for finding in report.findings:
            where = f"{finding.path}:{finding.line}:{finding.column}"
            code = f"{finding.code} {_text(title(finding))}"
            fixed = "yes" if finding.fixable else "no"
            lines.append(f"| {_code(where)} | {code} | {fixed} | {_text(finding.message)} |")
        lines.append("")
    return "\n".join(lines)

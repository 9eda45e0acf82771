"""One line a finding and one a program: `path:line:col: CODE [*] message`."""

from __future__ import annotations

from migrate.reporting import Report, finding_line, program_line


def render(report: Report) -> str:
    lines = [finding_line(finding) for finding in report.findings]
    lines += [program_line(program) for program in report.programs]
    return "".join(line + "\n" for line in lines)

"""The concise line, the source line with a caret, and what the code means."""

from __future__ import annotations

from migrate.findings import CODES, Finding
from migrate.reporting import Report, finding_line, program_line


def render(report: Report) -> str:
    blocks = [_block(report, finding) for finding in report.findings]
    programs = [program_line(program) for program in report.programs]
    return "".join(block + "\n\n" for block in blocks) + "".join(line + "\n" for line in programs)


def _block(report: Report, finding: Finding) -> str:
    lines = [finding_line(finding)]
    source = report.lines.get(finding.path, ())
    width = len(str(finding.line))
    if 1 <= finding.line <= len(source):
        text = source[finding.line - 1]
        before = "".join("\t" if character == "\t" else " " for character in text[: finding.column - 1])
        lines += [f"{' ' * width} |", f"{finding.line} | {text}", f"{' ' * width} | {before}^"]
    if finding.code in CODES:
        lines.append(f"{' ' * width} = {CODES[finding.code].title}: {CODES[finding.code].explanation}")
    return "\n".join(lines)

"""The whole report as one JSON object."""

from __future__ import annotations

import json
from typing import Any

from migrate.findings import Finding
from migrate.reporting import Report, title


def render(report: Report) -> str:
    content = {
        "version": 1,
        "command": report.command,
        "findings": [_finding(finding) for finding in report.findings],
        "programs": [
            {
                "path": program.path,
                "form": program.form,
                "reason": None if program.reason is None else _finding(program.reason),
            }
            for program in report.programs
        ],
        "changed": list(report.changed),
        "files": {"found": report.found, "using_tensorflow": report.using},
        "suppressed": report.suppressed,
    }
    return json.dumps(content, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "title": title(finding),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "fixable": finding.fixable,
        "severity": finding.severity,
    }

"""SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import quote

from migrate import __version__
from migrate.findings import CODES, Finding
from migrate.reporting import Report, program_line

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def render(report: Report) -> str:
    codes = sorted({finding.code for finding in report.findings})
    run = {
        "tool": {
            "driver": {
                "name": "tf1-migrate",
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in report.findings],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "note", "message": {"text": program_line(program)}} for program in report.programs
                ],
            }
        ],
    }
    content = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(content, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    known = CODES.get(code)
    rule: dict[str, Any] = {"id": code}
    if known:
        rule["shortDescription"] = {"text": known.title}
        rule["fullDescription"] = {"text": known.explanation}
    return rule


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS.get(finding.severity, "warning"),
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(os.fsencode(finding.path))},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
        "properties": {"fixable": finding.fixable},
    }

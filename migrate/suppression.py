"""`# migrate: ignore[TF101] reason` hides findings of its line."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass

from migrate.findings import Finding

_COMMENT = re.compile(r"#\s*migrate:\s*ignore(?:\[(?P<codes>[^\]]*)\])?")
# A source problem is about the whole file: no line can hide it.
NEVER_HIDDEN = ("TF001", "TF002", "TF003", "TF004", "TF006")


@dataclass(frozen=True)
class Suppression:
    """A comment; `codes` are prefixes, empty for every code."""

    line: int
    column: int
    codes: tuple[str, ...]

    def hides(self, finding: Finding, code: str | None = None) -> bool:
        if finding.line != self.line or finding.code in NEVER_HIDDEN:
            return False
        codes = self.codes if code is None else (code,)
        return not codes or finding.code.startswith(codes)

    def unused(self, findings: Sequence[Finding]) -> str:
        """The codes that hide nothing, as a text; "" when all of them do, or when TF005 is named."""
        if "TF005" in self.codes:
            return ""
        if not self.codes:
            return "" if any(self.hides(finding) for finding in findings) else "any code"
        return ", ".join(code for code in self.codes if not any(self.hides(finding, code) for finding in findings))


def suppressions(text: str) -> list[Suppression]:
    """The comments of a Python source; none for a source that does not parse."""
    if "migrate:" not in text:
        return []
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            match = token.type == tokenize.COMMENT and _COMMENT.search(token.string)
            if match:
                codes = tuple(code.strip().upper() for code in (match["codes"] or "").split(",") if code.strip())
                found.append(Suppression(token.start[0], token.start[1] + match.start() + 1, codes))
    except (tokenize.TokenError, SyntaxError):
        return []
    return found


def suppress(path: str, text: str, findings: Sequence[Finding]) -> tuple[list[Finding], int]:
    """The findings of one file that stay, with TF005 for each comment that hides nothing; and how many went.

    A comment that names TF005 is never called unused.
    """
    comments = suppressions(text)
    stay = [finding for finding in findings if not any(comment.hides(finding) for comment in comments)]
    hidden = len(findings) - len(stay)
    for comment in comments:
        unused = comment.unused(findings)
        if unused:
            message = f"nothing on this line gives {unused}: the suppression can go"
            stay.append(Finding("TF005", path, comment.line, comment.column, message))
    return stay, hidden

"""How often each code was found, the most frequent first."""

from __future__ import annotations

from collections import Counter

from migrate.reporting import Report, title


def render(report: Report) -> str:
    counts = Counter(finding.code for finding in report.findings)
    fixable = {finding.code for finding in report.findings if finding.fixable}
    titles = {finding.code: title(finding) for finding in report.findings}
    width = max((len(str(count)) for count in counts.values()), default=0)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(
        f"{count:>{width}}  {code}  [{'*' if code in fixable else ' '}] {titles[code]}\n" for code, count in rows
    )

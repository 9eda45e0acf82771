"""From what a run did to what it reports and how it exits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from migrate import notebooks
from migrate.config import Settings
from migrate.findings import Finding
from migrate.notebooks import Notebook
from migrate.project import Source
from migrate.reporting import Report
from migrate.running import Outcome, TreeResult
from migrate.suppression import NEVER_HIDDEN, suppress

CLEAN, FINDINGS, FAILED = 0, 1, 2


def changes(results: Sequence[TreeResult]) -> list[Outcome]:
    """Every file that changes, by its shown path."""
    found = [outcome for result in results for group in result.groups for outcome in group.changes]
    return sorted(found, key=lambda outcome: outcome.place.shown)


def collect(command: str, results: Sequence[TreeResult], settings: Settings) -> Report:
    """The report of a run: suppressed and deselected findings left out, the rest in the order of the files."""
    findings: list[Finding] = []
    programs = []
    suppressed = 0
    lines: dict[str, list[str]] = {}
    for result in results:
        own: dict[str, list[Finding]] = defaultdict(list)
        for finding in result.findings + [finding for group in result.groups for finding in group.findings]:
            own[finding.path].append(finding)
        sources = {source.place.shown: source for source in result.sources.values()}
        for path in sorted(own.keys() | sources.keys()):
            source = sources.get(path)
            stay = list(dict.fromkeys(own[path]))
            if source is not None:
                stay, count = suppress(path, source.text, stay)
                suppressed += count
                stay = [_located(source, finding) for finding in stay]
                lines.update(_lines(source, stay))
            findings += [finding for finding in stay if _selected(finding, settings)]
        for group in result.groups:
            for program in group.programs:
                reason = program.reason
                if reason is not None and reason.path in sources:
                    reason = _located(sources[reason.path], reason)
                programs.append(replace(program, reason=reason))
    return Report(
        command,
        sorted(findings, key=lambda finding: (*_in_order(finding.path), finding.line, finding.column, finding.code)),
        sorted((program for program in programs if program.form != "none"), key=lambda program: program.path),
        [outcome.place.shown for outcome in changes(results)],
        sum(result.found for result in results),
        sum(len(result.sources) - len(result.callers) for result in results),
        suppressed,
        lines,
    )


def _in_order(path: str) -> tuple[str, int]:
    """What sorts the cells of a notebook by their numbers."""
    name, _, cell = path.rpartition(":cell ")
    return (name, int(cell)) if name and cell.isdigit() else (path, 0)


def exit_code(report: Report) -> int:
    """0, 1 or 2 as docs/commands.md says."""
    if any(finding.code in NEVER_HIDDEN for finding in report.findings):
        return FAILED
    counted = [finding for finding in report.findings if finding.severity != "note"]
    if not report.applied:
        return FINDINGS if report.changed or counted else CLEAN
    # What stays in graph mode runs on `compat`: nobody has to do anything about it.
    left = [finding for finding in counted if not finding.fixable and not finding.code.startswith("TF2")]
    by_hand = any(program.form == "by hand" for program in report.programs)
    return FINDINGS if left or by_hand else CLEAN


def _selected(finding: Finding, settings: Settings) -> bool:
    if finding.code in NEVER_HIDDEN:
        return True
    return (not settings.select or finding.code.startswith(settings.select)) and not (
        settings.ignore and finding.code.startswith(settings.ignore)
    )


def _located(source: Source, finding: Finding) -> Finding:
    return notebooks.locate(source, finding)


def _lines(source: Source, findings: Sequence[Finding]) -> dict[str, list[str]]:
    """The lines that a report may quote, by the path that its findings give."""
    if not findings:
        return {}
    if not isinstance(source, Notebook):
        return {source.place.shown: source.text.split("\n")}
    return notebooks.lines(source)

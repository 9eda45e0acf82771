"""`apply --verify`: the programs of a tree before and after the apply that was just done."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from migrate import undo
from migrate.verifying import commands, sources
from migrate.verifying.verdicts import DIFFERS, NOT_COMPARABLE, Report


def verify(root: Path, programs: Sequence[str], quiet: bool) -> Report:
    """Verdicts on programs of the tree, given as "script.py arguments" relative to its root."""
    from migrate.verifying.program import Old, Servers
    from migrate.verifying.program import verify as verify_one
    from migrate.verifying.running import How

    new = sources.Source("after the apply", root.resolve())
    verdicts: list[Any] = []
    with tempfile.TemporaryDirectory(prefix="migrate-verify-") as scratch, Servers() as servers:
        try:
            old = Old(sources.before_last_apply(root, Path(scratch)), How(compat=True))
        except sources.NoSource:
            return commands.finish([], commands.shown_command())  # nothing was written: nothing can differ
        for text in programs:
            if not quiet:
                click.echo(f"{text}: running both sides", err=True)
            verdicts.append(verify_one(text, shlex.split(text), old, new, How(), servers=servers))
    return commands.finish(verdicts, commands.shown_command())


def unequal(report: Report) -> frozenset[str]:
    """The scripts of the programs that differ or could not be compared."""
    failed = [program for program in report.programs if program.verdict in (DIFFERS, NOT_COMPARABLE)]
    return frozenset(shlex.split(program.program)[0] for program in failed)


def take_back(root: Path) -> None:
    """Undoes the last apply. Raises JournalError where that is not possible."""
    undo.undo(undo.runs(root)[-1])

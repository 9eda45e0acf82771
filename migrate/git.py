"""What git says about the files that are about to be changed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path


class GitError(Exception):
    """There is a work tree, but git does not answer for it."""


def work_tree(path: Path) -> Path | None:
    """The top of the git work tree around `path`, None outside git."""
    path = path.resolve()
    return next((folder for folder in (path, *path.parents) if (folder / ".git").exists()), None)


def uncommitted(top: Path, paths: Sequence[Path]) -> list[Path]:
    """Tracked files among `paths` (files or folders) that differ from the last commit; untracked ones are not named."""
    command = ["git", "-c", "core.fsmonitor=false", "status", "--porcelain=v1", "-z", "--untracked-files=no", "--"]
    # Names, not patterns: a file may be called "a[1].py".
    environment = dict(os.environ, GIT_OPTIONAL_LOCKS="0", GIT_LITERAL_PATHSPECS="1")
    try:
        done = subprocess.run(
            [*command, *[os.fspath(path.resolve()) for path in paths]],
            cwd=top,
            env=environment,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"git cannot be started: {error.strerror}") from None
    if done.returncode:
        raise GitError(os.fsdecode(done.stderr).strip() or f"git status ended with {done.returncode}")
    files = []
    entries = iter(done.stdout.split(b"\0"))
    for entry in entries:
        if not entry:
            continue
        files.append(top / os.fsdecode(entry[3:]))
        if entry[:1] in b"RC":  # the old name follows
            next(entries, None)
    return files

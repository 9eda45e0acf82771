"""Where the two versions of a program come from: folders, git revisions, or before and after the last apply."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from migrate import git, undo
from migrate.project import STATE_FOLDER

_LEFT_OUT = (".git", STATE_FOLDER, "__pycache__", ".venv", "node_modules")
_LARGE_FILE = 64 << 20


class NoSource(Exception):
    """The text says which version of the program cannot be had, and why."""


@dataclass(frozen=True)
class Source:
    """A tree of files; `inside` is the folder in it, relative, from which the program is started."""

    label: str
    tree: Path
    inside: str = "."


def folder(path: Path) -> Source:
    if not path.is_dir():
        raise NoSource(f"{path} is neither a folder nor a git revision")
    return Source(os.fspath(path), path.resolve())


def work_tree(here: Path) -> Source:
    """The files as they are, from the top of the git work tree around `here` on."""
    top = git.work_tree(here) or here.resolve()
    return Source("the working tree", top, os.path.relpath(here.resolve(), top))


def revision(name: str, here: Path, scratch: Path) -> Source:
    """A revision of the work tree around `here`: its tracked files, and the data that git does not track."""
    top = git.work_tree(here)
    if top is None:
        raise NoSource(f"{name} is no folder, and there is no git work tree in {here}")
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit is None:
        raise NoSource(f"{name} is neither a folder nor a git revision")
    tracked = _git(top, "ls-files", "-z") or b""
    target = scratch / "old"
    copy_tree(top, target, leave={os.fsdecode(name) for name in tracked.split(b"\0") if name})
    archive = subprocess.run(["git", "archive", "--format=tar", commit.decode().strip()], cwd=top, capture_output=True)
    if archive.returncode:
        raise NoSource(f"git archive {name}: {archive.stderr.decode(errors='replace').strip()}")
    subprocess.run(["tar", "-xf", "-", "-C", os.fspath(target)], input=archive.stdout, check=True)
    return Source(f"revision {name}", target, os.path.relpath(here.resolve(), top))


def before_last_apply(here: Path, scratch: Path) -> Source:
    """The tree as it was before the last apply in `here`."""
    try:
        runs = undo.runs(here)
    except undo.JournalError as error:
        raise NoSource(str(error)) from None
    if not runs:
        raise NoSource(f"no apply is recorded in {here}")
    last = runs[-1]
    target = scratch / "old"
    copy_tree(last.root, target)
    for entry in last.entries:
        path = target / entry.name
        if entry.old is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(last.old(entry))
    return Source("before the last apply", target)


def copy_tree(source: Path, target: Path, leave: set[str] | None = None, inside: str = "") -> None:
    """A copy without history and environments; files above 64 MiB become links, since data is only read."""
    target.mkdir(parents=True, exist_ok=True)
    for entry in os.scandir(source):
        name = f"{inside}{entry.name}"
        if entry.name in _LEFT_OUT or (leave and name in leave):
            continue
        if entry.is_symlink():
            os.symlink(os.path.realpath(entry.path), target / entry.name)
        elif entry.is_dir():
            copy_tree(Path(entry.path), target / entry.name, leave, f"{name}/")
        elif entry.is_file():
            if entry.stat().st_size > _LARGE_FILE:
                os.symlink(os.path.realpath(entry.path), target / entry.name)
            else:
                shutil.copy2(entry.path, target / entry.name)


def _git(top: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=top, capture_output=True)
    except OSError as error:
        raise NoSource(f"git cannot be started: {error.strerror}") from None
    return done.stdout if done.returncode == 0 else None

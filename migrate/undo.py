"""A journal of what `apply` writes, so that it can be finished after a crash and taken back at any time.

It lies in `.migrate/` beside the sources, one numbered folder a run:

    .migrate/0001/manifest.json     what is written, with hashes of the old and the new content
    .migrate/0001/old/...           the old files
    .migrate/0001/new/...           the new files, until all are written

The manifest is in place before the first source is touched. Who finds one in the state "writing" knows that an apply
was cut short, and has both contents of every file.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from migrate.project import STATE_FOLDER, sync_folder, temporary_beside, write_atomically

_MANIFEST = "manifest.json"
_IGNORE_ITSELF = b"*\n"


class JournalError(Exception):
    """The journal cannot be used; nothing was changed."""


@dataclass(frozen=True)
class Change:
    """One file to write: `old` None where it is new. `name` is posix, relative to the root."""

    name: str
    old: bytes | None
    new: bytes


@dataclass(frozen=True)
class Entry:
    """One file of a manifest; `old` and `new` are SHA-256 hashes, `old` None for a file that apply made."""

    name: str
    old: str | None
    new: str
    mode: int | None


@dataclass
class Run:
    """One `apply` under `root`."""

    root: Path
    folder: Path
    state: str  # "writing", "done" or "undoing"
    entries: list[Entry]

    def target(self, entry: Entry) -> Path:
        return self.root / entry.name

    def old(self, entry: Entry) -> bytes:
        return (self.folder / "old" / entry.name).read_bytes()

    def now(self, entry: Entry) -> str | None:
        """The hash of the file as it is, None where there is none."""
        try:
            return digest(self.target(entry).read_bytes())
        except FileNotFoundError:
            return None


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def begin(root: Path, changes: Sequence[Change]) -> Run:
    """Records `changes` before any of them is written. Raises OSError or JournalError with nothing changed."""
    root = Path(os.path.realpath(root))
    state = root / STATE_FOLDER
    if state.is_symlink():
        raise JournalError(f"{STATE_FOLDER} is a symbolic link")
    state.mkdir(exist_ok=True)
    if not (state / ".gitignore").exists():
        write_atomically(state / ".gitignore", _IGNORE_ITSELF)
    for unfinished in _numbered(state):
        if not (unfinished / _MANIFEST).exists():  # a run that died before it touched a source
            shutil.rmtree(unfinished)
    last = max((int(path.name) for path in _numbered(state)), default=0)
    folder = state / f"{last + 1:04d}"
    folder.mkdir()
    entries = []
    for change in changes:
        mode = None
        if change.old is not None:
            mode = stat.S_IMODE(os.stat(root / change.name).st_mode)
            _keep(folder / "old" / change.name, change.old)
        _keep(folder / "new" / change.name, change.new)
        entries.append(Entry(change.name, None if change.old is None else digest(change.old), digest(change.new), mode))
    run = Run(root, folder, "writing", entries)
    _save(run)
    return run


def finish(run: Run, written: Sequence[str]) -> None:
    """Closes a run: only the files named in `written` changed."""
    names = set(written)
    run.entries = [entry for entry in run.entries if entry.name in names]
    if not run.entries:
        _forget(run)
        return
    run.state = "done"
    _save(run)
    shutil.rmtree(run.folder / "new", ignore_errors=True)


def runs(root: Path) -> list[Run]:
    """The recorded runs, oldest first. A folder without a manifest is of a run that touched no source."""
    root = Path(os.path.realpath(root))
    state = root / STATE_FOLDER
    if state.is_symlink() or not state.is_dir():
        return []
    return [_load(root, folder) for folder in _numbered(state) if (folder / _MANIFEST).exists()]


def interrupted(root: Path) -> list[Run]:
    return [run for run in runs(root) if run.state != "done"]


def resume(run: Run) -> tuple[list[str], list[str]]:
    """Finishes a run that was cut short.

    Gives the files that now have their new content, and those left alone because someone changed them since.
    """
    written, left = [], []
    for entry in run.entries:
        target = run.target(entry)
        temporary_beside(target).unlink(missing_ok=True)
        now = run.now(entry)
        if now == entry.old:
            write_atomically(target, (run.folder / "new" / entry.name).read_bytes(), entry.mode)
        if now in (entry.old, entry.new):
            written.append(entry.name)
        else:
            left.append(entry.name)
    finish(run, written)
    return written, left


def undo(run: Run) -> list[str]:
    """Puts every file of `run` back and forgets the run. Refuses, with nothing changed, where one was changed since."""
    changed = [entry.name for entry in run.entries if run.now(entry) not in (entry.new, entry.old)]
    if changed:
        raise JournalError("changed since they were migrated: " + ", ".join(changed))
    for entry in run.entries:
        if entry.old is not None and digest(run.old(entry)) != entry.old:
            raise JournalError(f"the kept original of {entry.name} is damaged")
    run.state = "undoing"
    _save(run)
    for entry in run.entries:
        target = run.target(entry)
        temporary_beside(target).unlink(missing_ok=True)
        if run.now(entry) == entry.old:
            continue
        if entry.old is None:
            target.unlink()
            sync_folder(target.parent)
        else:
            write_atomically(target, run.old(entry), entry.mode)
    _forget(run)
    return [entry.name for entry in run.entries]


def written_by_apply(root: Path) -> dict[Path, str]:
    """Of each recorded file, the hash of what the last apply wrote: such content is safe, it can be undone."""
    return {run.target(entry): entry.new for run in runs(root) for entry in run.entries}


def _numbered(state: Path) -> list[Path]:
    return sorted((path for path in state.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))


def _keep(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _save(run: Run) -> None:
    content = {"version": 1, "state": run.state, "files": [asdict(entry) for entry in run.entries]}
    write_atomically(run.folder / _MANIFEST, json.dumps(content, indent=1).encode("ascii"))


def _load(root: Path, folder: Path) -> Run:
    try:
        content = json.loads((folder / _MANIFEST).read_bytes())
        entries = [Entry(**item) for item in content["files"]]
        run = Run(root, folder, str(content["state"]), entries)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise JournalError(f"{STATE_FOLDER}/{folder.name}/{_MANIFEST} cannot be read: {error}") from None
    for entry in run.entries:  # a manifest that came with a download must not reach out of its folder
        parts = PurePosixPath(entry.name).parts
        target = Path(os.path.realpath(run.target(entry)))
        if PurePosixPath(entry.name).is_absolute() or ".." in parts or root not in target.parents:
            raise JournalError(f"{STATE_FOLDER}/{folder.name} names a file outside: {entry.name}")
    return run


def _forget(run: Run) -> None:
    (run.folder / _MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(run.folder, ignore_errors=True)
    state = run.folder.parent
    if not _numbered(state):
        shutil.rmtree(state, ignore_errors=True)

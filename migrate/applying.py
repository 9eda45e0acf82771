"""Writes what was migrated: in place with a journal, or into a copy of the tree."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

from migrate import git, undo
from migrate.project import STATE_FOLDER, Tree, problem, real_path, write_atomically
from migrate.running import Group, Outcome, TreeResult

# Not part of what a copy is for: the history, and what `migrate undo` keeps.
_NOT_COPIED = (".git", STATE_FOLDER)


class Refused(Exception):
    """Nothing was written, and the text says why."""


def refuse_uncommitted(trees: Sequence[Tree], given: Sequence[str]) -> None:
    """Raises Refused where tracked files under the given paths differ from the last commit.

    A file that still is as the last `apply` wrote it does not count: `migrate undo` takes it back.
    """
    roots = {real_path(tree.root) for tree in trees}
    safe = {target: new for root in roots for target, new in undo.written_by_apply(root).items()}
    by_top: dict[Path, list[Path]] = {}
    for path in given:
        real = real_path(Path(path))
        top = git.work_tree(real)
        if top is not None:
            by_top.setdefault(top, []).append(real)
    dirty = []
    for top, paths in by_top.items():
        try:
            files = git.uncommitted(top, paths)
        except git.GitError as error:
            raise Refused(f"cannot tell whether the git work tree is clean ({error}); see --allow-dirty") from None
        dirty += [file for file in files if not _is(file, safe.get(real_path(file)))]
    if dirty:
        names = ", ".join(os.path.relpath(file) for file in dirty[:3])
        more = f" and {len(dirty) - 3} more" if len(dirty) > 3 else ""
        raise Refused(f"there are uncommitted changes ({names}{more}); commit or stash them, or give --allow-dirty")


def _is(file: Path, digest: str | None) -> bool:
    try:
        return digest is not None and undo.digest(file.read_bytes()) == digest
    except OSError:
        return False


def resume_interrupted(trees: Sequence[Tree]) -> list[str]:
    """Finishes applies and undos that were cut short; one line of news for each."""
    news = []
    for root in {real_path(tree.root) for tree in trees}:
        for run in undo.interrupted(root):
            if run.state == "undoing":
                news.append(f"finished an interrupted undo: {len(undo.undo(run))} files put back")
                continue
            written, left = undo.resume(run)
            news.append(f"finished an interrupted apply: {len(written)} files written")
            if left:
                news.append(f"left alone, since changed meanwhile: {', '.join(left)}")
    return news


def write_in_place(result: TreeResult) -> None:
    """Writes every change of `result`, a group as a whole or not at all; what fails becomes a finding."""
    root = real_path(result.tree.root)
    for group in result.groups:
        group.refuse_if(_obstacle)
    changes = [outcome for group in result.groups for outcome in group.changes]
    if not changes:
        return
    names = {id(outcome): outcome.place.target.relative_to(root).as_posix() for outcome in changes}
    try:
        run = undo.begin(
            root, [undo.Change(names[id(outcome)], outcome.old, outcome.data or b"") for outcome in changes]
        )
    except (OSError, undo.JournalError) as error:
        for group in result.groups:
            message = f"cannot be written: no journal can be kept in {STATE_FOLDER} ({_why(error)})"
            group.refuse_if(lambda outcome, message=message: message)
        return
    for group in result.groups:
        _write_group(group)
    undo.finish(run, [names[id(outcome)] for group in result.groups for outcome in group.changes])


def _obstacle(outcome: Outcome) -> str | None:
    """Why the file cannot be written now, None where it can."""
    target = outcome.place.target
    try:
        if outcome.old is None:
            return "cannot be written: the file exists meanwhile" if os.path.lexists(target) else None
        if target.read_bytes() != outcome.old:
            return "cannot be written: the file was changed while it was being migrated"
    except OSError as error:
        return f"cannot be written: {_why(error)}"
    return None if os.access(target, os.W_OK) else "cannot be written: the file is read-only"


def _write_group(group: Group) -> None:
    written: list[Outcome] = []
    for outcome in group.changes:
        try:
            write_atomically(outcome.place.target, outcome.data or b"")
            written.append(outcome)
        except OSError as error:
            for done in written:
                _put_back(done)
            group.refuse([problem("TF003", outcome.place.shown, f"cannot be written: {_why(error)}")])
            return


def _put_back(outcome: Outcome) -> None:
    if outcome.old is None:
        outcome.place.target.unlink(missing_ok=True)
    else:
        write_atomically(outcome.place.target, outcome.old)


def copy_to(result: TreeResult, output: Path) -> None:
    """Makes `output` a copy of the tree with the migrated files in it; the tree itself is not touched.

    Raises Refused where `output` holds anything, OSError where it cannot be made.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise Refused(f"{output} exists and is not an empty folder")
    root, final = real_path(result.tree.root), real_path(output)
    if final == root:
        raise Refused("--output names the tree itself")
    building = final.with_name(f".migrate-tmp-{final.name}")
    shutil.rmtree(building, ignore_errors=True)
    final.parent.mkdir(parents=True, exist_ok=True)
    try:
        _copy_tree(root, root, building, {final, building})
        for outcome in (outcome for group in result.groups for outcome in group.changes):
            write_atomically(building / outcome.place.target.relative_to(root), outcome.data or b"")
        if final.exists():
            final.rmdir()
        os.replace(building, final)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _copy_tree(root: Path, folder: Path, target: Path, leave: set[Path]) -> None:
    target.mkdir()
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        source, copy = Path(entry.path), target / entry.name
        if entry.name in _NOT_COPIED or source in leave:
            continue
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            _copy_link(root, source, copy)
        elif stat.S_ISDIR(mode):
            _copy_tree(root, source, copy, leave)
        elif stat.S_ISREG(mode):
            shutil.copy2(source, copy)
    shutil.copystat(folder, target)


def _copy_link(root: Path, source: Path, copy: Path) -> None:
    """A link inside the tree stays as it is written; one that leads out still leads to the same place."""
    aim = os.path.abspath(source.parent / os.readlink(source))
    inside = os.path.commonpath([root, aim]) == os.fspath(root)
    os.symlink(os.readlink(source) if inside else aim, copy)


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__

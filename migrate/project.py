"""Finds, reads and writes source files without harming them.

A file keeps its encoding, newline style, mode and final newline, and a write either happens whole or not at all.
"""

from __future__ import annotations

import codecs
import difflib
import hashlib
import io
import os
import re
import stat
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from migrate.findings import Finding
from migrate.ignoring import Exclusion, GitIgnore

SOURCE_SUFFIXES = (".py", ".ipynb")
STATE_FOLDER = ".migrate"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Place:
    """Where a source lies: `name` relative to `root` (posix), `target` the real file, `shown` what a user reads."""

    root: Path
    name: str
    target: Path
    shown: str


@dataclass(frozen=True)
class Source:
    """A file that was read. `text` has "\\n" newlines; `raw` has the file's own, None where they are "\\n" too.

    `converted`: the text is not the file's own any more, but what was made of it before anything else.
    """

    place: Place
    data: bytes
    encoding: str
    text: str
    raw: str | None = None
    converted: bool = field(default=False, kw_only=True)


@dataclass
class Tree:
    """A folder to work on and what was found in it."""

    root: Path
    places: list[Place] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)  # shown path, why


def problem(code: str, path: str, message: str, line: int = 1, column: int = 1) -> Finding:
    return Finding(code, path, line, column, message, severity="error")


# --- finding


def find(paths: Sequence[str], exclude: Sequence[Exclusion] = (), gitignore: bool = True) -> list[Tree]:
    """One tree for each folder of `paths`, and one for the single files that share a root.

    A single file's root is the current folder when the file lies under it, else the folder that holds it, so that
    modules of one repository given one by one still find each other. Files are named once, by the first path that
    reaches them. A path that does not exist raises FileNotFoundError.
    """
    trees: dict[Path, Tree] = {}
    seen: set[str] = set()
    here = Path.cwd()
    for given in paths:
        path = Path(given)
        if path.is_dir():
            tree = trees.setdefault(path, Tree(path))
            for name in _walk(path, tree, exclude, gitignore):
                _add(tree, name, seen)
            continue
        os.lstat(path)
        absolute = Path(os.path.abspath(path))
        root = here if _inside(absolute, here) else absolute.parent
        tree = trees.setdefault(root, Tree(root))
        name = absolute.relative_to(root).as_posix()
        if any(rule.matches(absolute, name) for rule in exclude):
            tree.skipped.append((shown(absolute), "excluded"))
        else:
            _add(tree, name, seen, explicit=True)
    return list(trees.values())


def stdin_tree(filename: str) -> Tree:
    """A tree of one place, whose content comes from stdin; the name need not exist."""
    path = Path(filename)
    absolute = Path(os.path.abspath(path))
    root = Path.cwd() if _inside(absolute, Path.cwd()) else absolute.parent
    name = absolute.relative_to(root).as_posix()
    return Tree(root, [Place(root, name, real_path(root) / name, path.as_posix())])


def shown(path: Path) -> str:
    """A path as a user reads it: relative to the current folder when it lies in it."""
    absolute = os.path.abspath(path)
    try:
        inside = os.path.relpath(absolute)
    except ValueError:  # another drive
        return Path(path).as_posix()
    return Path(path).as_posix() if inside.startswith("..") else Path(inside).as_posix()


def real_path(path: Path) -> Path:
    return Path(os.path.realpath(path))


def is_inside(target: Path, root: Path) -> bool:
    """Whether the real path `target` lies in the folder `root`."""
    return _inside(target, real_path(root))


def _inside(path: Path, root: Path) -> bool:
    return path == root or root in path.parents


def _add(tree: Tree, name: str, seen: set[str], explicit: bool = False) -> None:
    path = tree.root / name
    label = shown(path)
    try:
        real = real_path(path)
        mode = os.stat(real).st_mode
    except OSError as error:
        if explicit or not path.is_symlink():
            tree.problems.append(problem("TF002", label, f"cannot be read: {_why(error)}"))
        else:
            tree.skipped.append((label, "a broken symbolic link"))
        return
    if not stat.S_ISREG(mode):
        if explicit:
            tree.problems.append(problem("TF002", label, "cannot be read: not a regular file"))
        else:
            tree.skipped.append((label, "not a regular file"))
        return
    if not is_inside(real, tree.root):
        if explicit:
            message = "is a symbolic link out of the folder; give the file that it names instead"
            tree.problems.append(problem("TF002", label, message))
        else:
            tree.skipped.append((label, "a symbolic link out of the folder"))
        return
    if str(real) in seen:
        return
    seen.add(str(real))
    tree.places.append(Place(tree.root, name, real, label))


def _walk(root: Path, tree: Tree, exclude: Sequence[Exclusion], gitignore: bool) -> Iterator[str]:
    """Names of the sources under `root`; real files before links, so that a file is found under its own name."""
    ignore = GitIgnore.above(root) if gitignore else GitIgnore()
    links: list[str] = []
    stack = [("", ignore)]
    while stack:
        folder, rules = stack.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
        except OSError as error:
            tree.problems.append(problem("TF002", shown(root / folder), f"cannot be listed: {_why(error)}"))
            continue
        names = {entry.name for entry in entries}
        if folder and ("pyvenv.cfg" in names or "conda-meta" in names):
            tree.skipped.append((shown(root / folder), "a virtual environment"))
            continue
        if gitignore and ".gitignore" in names:
            rules = rules.within(Path(os.path.abspath(root / folder)))
        below = []
        for entry in entries:
            name = f"{folder}/{entry.name}" if folder else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if not is_folder and not entry.name.endswith(SOURCE_SUFFIXES):
                continue
            if is_folder and (entry.name.startswith(".") or entry.name in ("__pycache__", "node_modules")):
                continue
            path = Path(os.path.abspath(root / name))
            if rules.ignores(path, is_folder) or any(rule.matches(path, name, is_folder) for rule in exclude):
                tree.skipped.append((shown(root / name), "ignored or excluded"))
            elif is_folder:
                below.append((name, rules))
            elif entry.is_symlink():
                links.append(name)
            else:
                yield name
        stack.extend(reversed(below))
    yield from links


# --- reading


def read(place: Place) -> bytes | Finding:
    try:
        return place.target.read_bytes()
    except OSError as error:
        return problem("TF002", place.shown, f"cannot be read: {_why(error)}")


def decode(place: Place, data: bytes) -> Source | Finding:
    """The text of a Python source by the rules of PEP 263."""
    try:
        encoding = source_encoding(data)
        text = data.decode(encoding)
    except SyntaxError as error:  # an unknown or contradictory coding cookie
        return problem("TF002", place.shown, f"cannot be decoded: {error.msg}")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return problem(
            "TF002",
            place.shown,
            f"cannot be decoded: byte 0x{data[error.start]:02x} is not {error.encoding}; save the file as UTF-8 or "
            "name its encoding in its first line, for example '# -*- coding: latin-1 -*-'",
            line,
        )
    except (LookupError, ValueError) as error:
        return problem("TF002", place.shown, f"cannot be decoded: {error}")
    if "\r" not in text:
        return Source(place, data, encoding, text)
    return Source(place, data, encoding, _NEWLINE.sub("\n", text), text)


def source_encoding(data: bytes) -> str:
    """The encoding of a Python source; "utf-8-sig" where it begins with a byte order mark."""
    if not data.startswith(codecs.BOM_UTF8) and b"coding" not in b"".join(data.split(b"\n", 2)[:2]):
        return "utf-8"
    return tokenize.detect_encoding(io.BytesIO(data).readline)[0]


# --- writing


class Unwritable(Exception):
    """The new text cannot be a file in the old one's encoding."""


def encode(source: Source, text: str) -> bytes:
    """The bytes of `text` in the encoding, newlines and final newline of `source`."""
    if text and source.text:
        if not source.text.endswith("\n"):
            text = text.rstrip("\n")
        elif not text.endswith("\n"):
            text += "\n"
    if text == source.text and not source.converted:
        return source.data
    if source.raw is not None:
        text = _with_newlines_of(source.raw, text)
    try:
        data = text.encode(source.encoding)
    except UnicodeEncodeError as error:
        raise Unwritable(
            f"the new text holds {error.object[error.start]!r}, which the file's encoding {source.encoding} lacks"
        ) from None
    if source_encoding(data) != source.encoding:
        raise Unwritable("the new text would be read in another encoding than the old one")
    return data


def _with_newlines_of(old: str, new: str) -> str:
    """`new` with the newlines of `old`: an unchanged line keeps its own, another gets the most frequent one."""
    ends = _NEWLINE.findall(old)
    most = max(("\n", "\r\n", "\r"), key=ends.count)
    if len(set(ends)) == 1:
        return new.replace("\n", most)
    old_lines = _LINE.findall(old)
    old_texts = [line.rstrip("\r\n") for line in old_lines]
    new_texts = new.split("\n")
    last = new_texts.pop()
    new_ends = [most] * len(new_texts)
    matcher = difflib.SequenceMatcher(None, old_texts, new_texts, autojunk=False)
    for start, at, count in matcher.get_matching_blocks():
        for offset in range(count):
            line = old_lines[start + offset]
            end = line[len(old_texts[start + offset]) :]
            if end:
                new_ends[at + offset] = end
    return "".join(text + end for text, end in zip(new_texts, new_ends, strict=True)) + last


def write_atomically(target: Path, data: bytes, mode: int | None = None) -> None:
    """Replaces `target` by `data` in one step; at any moment the file is the old or the new one, whole.

    `mode` None keeps the mode of an existing file and gives a new one what the umask allows.
    """
    temporary = temporary_beside(target)
    try:
        before: os.stat_result | None = os.stat(target)
    except FileNotFoundError:
        before = None
    if mode is None and before is not None:
        mode = stat.S_IMODE(before.st_mode)
    temporary.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
            file.write(data)
            file.flush()
            if before is not None and hasattr(os, "fchown"):
                _keep_owner(file.fileno(), before)
            if mode is not None:
                os.chmod(temporary, mode)
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def temporary_beside(target: Path) -> Path:
    """The name under which the next content of `target` is written; always the same, so that it can be cleared."""
    digest = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:12]
    return target.with_name(f".migrate-tmp-{digest}")


def sync_folder(folder: Path) -> None:
    """Makes a rename in `folder` last over a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows cannot open a folder
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _keep_owner(handle: int, before: os.stat_result) -> None:
    now = os.fstat(handle)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.fchown(handle, before.st_uid, before.st_gid)
        except OSError:  # only the superuser may give files away
            pass


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def relocate(findings: Iterable[Finding], path: str) -> list[Finding]:
    return [replace(finding, path=path) for finding in findings]

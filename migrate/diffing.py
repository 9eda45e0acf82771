"""Unified diffs of bytes, in the form that `git apply` takes."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from migrate.project import real_path
from migrate.running import Outcome

_PLAIN = re.compile(rb"[ !#-\[\]-~]*")
_ESCAPES = {0x07: b"a", 0x08: b"b", 0x09: b"t", 0x0A: b"n", 0x0B: b"v", 0x0C: b"f", 0x0D: b"r", 0x22: b'"', 0x5C: b"\\"}


def diff(outcome: Outcome) -> bytes:
    """The change of one file; b"" where there is none.

    The name is relative to the current folder for a file under it, else to the folder that was given, so that
    `git apply` finds the file from there.
    """
    if outcome.data is None or outcome.data == outcome.old:
        return b""
    name = _name(outcome)
    old_name = b"/dev/null" if outcome.old is None else b"a/" + name
    lines = difflib.unified_diff(
        list(_lines(outcome.old or b"")), list(_lines(outcome.data)), fromfile="@old", tofile="@new"
    )
    next(lines), next(lines)  # the headers, which are bytes of their own below
    parts = [b"--- " + _quoted(old_name), b"+++ " + _quoted(b"b/" + name)]
    for line in lines:
        data = line.encode("latin-1")
        parts.append(data if data.endswith(b"\n") else data + b"\n\\ No newline at end of file\n")
    return b"".join(parts)


def _lines(data: bytes) -> Iterator[str]:
    """Lines as git sees them, ended by "\\n" alone; each byte one character."""
    for line in data.split(b"\n")[:-1]:
        yield (line + b"\n").decode("latin-1")
    last = data[data.rfind(b"\n") + 1 :]
    if last:
        yield last.decode("latin-1")


def _name(outcome: Outcome) -> bytes:
    target = outcome.place.target
    here, root = real_path(Path.cwd()), real_path(outcome.place.root)
    base = here if here in target.parents else root
    return os.fsencode(target.relative_to(base).as_posix())


def _quoted(name: bytes) -> bytes:
    """A header's name as git writes it: quoted where bytes are special, a tab behind a name with spaces."""
    if _PLAIN.fullmatch(name):
        return name + (b"\t\n" if b" " in name else b"\n")
    out = bytearray(b'"')
    for byte in name:
        if byte in _ESCAPES:
            out += b"\\" + _ESCAPES[byte]
        elif byte < 0x20 or byte > 0x7E:
            out += b"\\%03o" % byte
        else:
            out.append(byte)
    return bytes(out) + b'"\n'

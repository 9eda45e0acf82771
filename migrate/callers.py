"""Files without TensorFlow that import files with it: what they read of those decides what may be rewritten.

Nothing is parsed here: a file is a caller when a word of its import statements is the last part of such a module's
name. The engine, which resolves imports, drops those that meant another module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrate.project import Place

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n]*)|import[ \t]+([^\n]*))", re.MULTILINE
)
_WORD = re.compile(rb"\w+")


def imported_words(data: bytes) -> frozenset[bytes]:
    """All words in the import statements of a file."""
    found: set[bytes] = set()
    if b"import" in data:
        for match in _IMPORT.finditer(data):
            found.update(_WORD.findall(b" ".join(part for part in match.groups() if part)))
    return frozenset(found)


def of(names: Sequence[str], others: Sequence[tuple[Place, frozenset[bytes]]]) -> list[Place]:
    """Those of `others` (a place, the words of its imports) that import a file of `names`, or another such caller."""
    modules = {_module(name) for name in names}
    found: list[Place] = []
    waiting = list(others)
    while True:
        more = [(place, words) for place, words in waiting if words & modules]
        if not more:
            return found
        found += [place for place, _ in more]
        waiting = [item for item in waiting if item not in more]
        modules |= {_module(place.name) for place, _ in more}


def _module(name: str) -> bytes:
    parts = name.rpartition(".")[0].split("/")
    return (parts[-2] if parts[-1] == "__init__" and len(parts) > 1 else parts[-1]).encode()

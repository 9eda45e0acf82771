"""Names that programs take from internal modules of TensorFlow 1, as its public API has them.

The rows of `internal.tsv` were recorded with `record_internal.py`: the same objects under both names.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in Path(__file__).with_name("internal.tsv").read_text(encoding="utf-8").splitlines():
        module, target, names = line.split("\t")
        place = "tensorflow." if target == "." else f"tensorflow.{target}."
        for name in names.split():
            found.setdefault(f"tensorflow.{module}.{name}", place + name)
    return found


def public(path: str) -> str:
    """`tensorflow.python.ops.math_ops.matmul` -> `tensorflow.matmul`; other paths as they are."""
    names = _names()
    place = path
    while "." in place:
        if place in names:
            return names[place] + path[len(place) :]
        place = place.rpartition(".")[0]
    return path

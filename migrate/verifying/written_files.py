"""Compares the files that two programs wrote: summaries, checkpoints, arrays and text by their numbers."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from migrate.verifying import texts
from migrate.verifying.numbers import difference, magnitude

_EVENTS = re.compile(r"events\.out\.tfevents[^/]*$")
_RELATIVE = 1e-4
_ABSOLUTE = 1e-5


@dataclass(frozen=True)
class Files:
    """`differs` is the first difference, None where there is none; `unknown` could not be compared."""

    count: int
    differs: str | None
    unknown: tuple[str, ...]


def compare(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Files:
    """Compares what outputs.written of the recorder lists."""
    first, second = _by_name(old), _by_name(new)
    unknown: list[str] = []
    differs = None
    for name, entry in first.items():
        if entry["kind"] == "beside a checkpoint":
            continue
        other = second.get(name)
        if other is None:
            found = f"{name} is not written any more"
            # An event file without a single value held the graph only.
            if entry["kind"] == "events" and not entry.get("tags"):
                continue
        else:
            found = _difference(name, entry, other, unknown)
        differs = differs or found
    for name, other in second.items():
        if name not in first and other["kind"] not in ("beside a checkpoint",) and differs is None:
            if other["kind"] != "events" or other.get("tags"):
                differs = f"{name} is written by the new program only"
    return Files(len(first), differs, tuple(unknown))


def _by_name(files: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Event files carry time and host in their names: those of one folder count as one."""
    found: dict[str, dict[str, Any]] = {}
    for entry in files:
        name = _EVENTS.sub("events", entry["name"])
        if entry["kind"] == "events" and name in found:
            tags = defaultdict(list, {tag: list(points) for tag, points in found[name].get("tags", {}).items()})
            for tag, points in entry.get("tags", {}).items():
                tags[tag] += points
            found[name] = dict(found[name], tags=dict(tags))
        else:
            found[name] = entry
    return found


def _difference(name: str, old: dict[str, Any], new: dict[str, Any], unknown: list[str]) -> str | None:
    if "unread" in old or "unread" in new or old["kind"] != new["kind"]:
        unknown.append(name)
        return None
    if old["kind"] == "events":
        return _tags(name, old["tags"], new["tags"])
    if old["kind"] == "checkpoint":
        return _variables(name, old["variables"], new["variables"], unknown)
    if old["kind"] == "arrays":
        return _entries(name, old["arrays"], new["arrays"])
    if old["kind"] == "text":
        found = texts.difference(old["lines"], new["lines"])
        return f"{name}, line {found.line}: {found.what}" if found else None
    if old.get("hash") != new.get("hash"):
        unknown.append(name)
    return None


def _tags(name: str, old: dict[str, list], new: dict[str, list]) -> str | None:
    for tag in old:
        if tag not in new:
            return f"{name}: the summary {tag} is missing"
        if [step for step, _ in old[tag]] != [step for step, _ in new[tag]]:
            return f"{name}: the summary {tag} has other steps"
        for (step, a), (_, b) in zip(old[tag], new[tag], strict=True):
            if a is not None and (b is None or not _close(a, b)):
                return f"{name}: the summary {tag} is {b} at step {step}, was {a}"
    extra = sorted(set(new) - set(old))
    return f"{name}: the summary {extra[0]} is new" if extra else None


def _close(a: float, b: float) -> bool:
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return math.isclose(a, b, rel_tol=_RELATIVE, abs_tol=_ABSOLUTE)


def _variables(name: str, old: dict[str, Any], new: dict[str, Any], unknown: list[str]) -> str | None:
    """Variables of the same name must hold the same numbers; the others are found by shape and value."""
    rest = {key: entry for key, entry in new.items() if key not in old}
    missing = []
    for key, entry in old.items():
        if key in new:
            if difference(entry, new[key], magnitude(entry)) > _RELATIVE:
                return f"{name}: the variable {key} holds other values"
            continue
        same = next((other for other, value in rest.items() if difference(entry, value, magnitude(entry)) < 1e-3), None)
        if same is None:
            missing.append(key)
        else:
            rest.pop(same)
    if missing:
        unknown.append(f"{name} (without {', '.join(missing[:3])}{' ...' if len(missing) > 3 else ''})")
    return None


def _entries(name: str, old: dict[str, Any], new: dict[str, Any]) -> str | None:
    if sorted(old) != sorted(new):
        return f"{name} holds other arrays"
    for key, entry in old.items():
        if difference(entry, new[key], magnitude(entry)) > _RELATIVE:
            return f"{name}: {key or 'the array'} holds other values"
    return None

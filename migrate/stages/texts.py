"""Texts that a program makes of others and of whole numbers, where all of them are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migrate.stages import name_patterns
from migrate.stages.values import UNKNOWN, Host, Seq, Value


def joined(parts: Sequence[Value]) -> Host:
    """The parts as `str` gives them, one after the other."""
    words = [_known(part) for part in parts]
    return Host("".join(str(word) for word in words)) if UNKNOWN not in words else name_patterns.joined(parts)


def formatted(template: str, value: Value) -> Host:
    """`template % value`."""
    items = value.items if isinstance(value, Seq) and not value.open else [value]
    if isinstance(value, Seq) and value.kind != "tuple":
        return Host()
    given = [_known(item) for item in items]
    if UNKNOWN in given:
        return name_patterns.formatted(template, items)
    try:
        return Host(template % tuple(given))
    except (TypeError, ValueError):
        return Host()


def filled(template: str, args: Sequence[Value], keywords: Mapping[str, Value]) -> Host:
    """`template.format(*args, **keywords)`."""
    given, named = [_known(a) for a in args], {name: _known(value) for name, value in keywords.items()}
    if UNKNOWN in given or UNKNOWN in named.values():
        return Host() if named else name_patterns.filled(template, args)
    try:
        return Host(template.format(*given, **named))
    except (LookupError, ValueError, AttributeError):
        return Host()


def _known(value: Value) -> object:
    """A text or a whole number; the text of other things may differ from one version of Python to the next."""
    const = value.const if isinstance(value, Host) and not value.note else UNKNOWN
    return const if type(const) in (str, int) else UNKNOWN

"""Tensors in lists and dicts of known length: each is named by the container's name and its place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrate.stages.values import UNKNOWN, Host, Map, Seq, Tensor, Value

if TYPE_CHECKING:
    from migrate.stages.program import Unit


def name_parts(value: Value, home: tuple[Unit, str], path: str = "") -> None:
    """Gives the tensors in a container that have no name yet that of their place."""
    if isinstance(value, Tensor):
        if value.home is None and path:
            value.home, value.path = home, path
    elif isinstance(value, Seq) and not value.open and value.kind != "set":
        for index, item in enumerate(value.items):
            name_parts(item, home, f"{path}[{index}]")
    elif isinstance(value, Map) and not value.open:
        for key, item, _ in value.pairs:
            if isinstance(key, Host) and key.const is not UNKNOWN:
                name_parts(item, home, f"{path}[{_quoted(key.const)}]")


def holds(container: Value | None, value: Value, path: str) -> bool:
    """Whether a container, as it is in the end, has the value at a place."""

    def walk(part: Value | None, at: str) -> bool:
        if part is value:
            return at == path
        if isinstance(part, Seq) and not part.open:
            return any(walk(item, f"{at}[{index}]") for index, item in enumerate(part.items))
        if isinstance(part, Map) and not part.open:
            return any(
                walk(item, f"{at}[{_quoted(key.const)}]")
                for key, item, _ in part.pairs
                if isinstance(key, Host) and key.const is not UNKNOWN
            )
        return False

    return walk(container, "")


def _quoted(key: object) -> str:
    return f'"{key}"' if isinstance(key, str) and key.isidentifier() else repr(key)

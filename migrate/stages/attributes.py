"""Names of a class's attributes while its construction is read as a scope.

`self.loss` is one place, as a name of a function is. In the text that is interpreted it is one identifier, `self` and
the attribute's name with a middle dot between, which no program has and which is as long as what was written.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any

from migrate.stages.values import Instance, Value

DOT = "\u00b7"
OWN = f"self{DOT}"


def plain(name: str) -> str:
    """The user's name of a place: the attribute's, or that of a local name of a build method."""
    return name[len(OWN) :] if name.startswith(OWN) else name.partition(DOT)[0]


def is_attribute(name: str) -> bool:
    return name.startswith(OWN)


class Places(MutableMapping):
    """The attributes among the names of a scope."""

    def __init__(self, env: Any) -> None:
        self.env = env

    def __getitem__(self, name: str) -> Value:
        return self.env.values[OWN + name]

    def __setitem__(self, name: str, value: Value) -> None:
        self.env.values[OWN + name] = value

    def __delitem__(self, name: str) -> None:
        del self.env.values[OWN + name]

    def __iter__(self) -> Iterator[str]:
        return (plain(name) for name in self.env.values if is_attribute(name))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(eq=False)
class Constructed(Instance):
    """An object whose construction was interpreted as a scope."""

    env: Any = None

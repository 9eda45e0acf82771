"""What a function returns where the results of a run are nested, or are a list that has a name already."""

from __future__ import annotations

from migrate.planning import Output
from migrate.stages.program import Fetch, Obstacle, State
from migrate.stages.values import Seq


def returned(structure: object, texts: dict[int, str]) -> str:
    """Source of what a function returns; `texts`: that of each fetched tensor by the identity of its value."""
    found = text(structure, texts)
    bare = isinstance(structure, tuple) and len(structure) > 1 and found.startswith("(")
    return found[1:-1] if bare else found


def text(structure: object, texts: dict[int, str]) -> str:
    """Source of a structure of fetches, or of a part of one."""
    if isinstance(structure, Fetch):
        return texts[id(structure.value)]
    if isinstance(structure, dict):
        return "{" + ", ".join(f"{_key(k)}: {text(v, texts)}" for k, v in structure.items()) + "}"
    parts = [text(part, texts) for part in structure]  # type: ignore[attr-defined]
    fetched = [part.value for part in structure if isinstance(part, Fetch)]  # type: ignore[attr-defined]
    if len(fetched) == len(parts) and (
        name := _container(fetched, "tuple" if isinstance(structure, tuple) else "list")
    ):
        return name
    if isinstance(structure, State) and fetched:
        raise Obstacle(fetched[0].node, "the state of a cell is fetched that no name stands for")
    opening, closing = ("[", "]") if isinstance(structure, list) else ("(", ")")
    return f"{opening}{', '.join(parts)}{',' if len(parts) == 1 and opening == '(' else ''}{closing}"


def whole(outputs: list[Output]) -> str:
    """The name of the list that the outputs are all parts of, in order; "" where they are not."""
    return _container([o.value for o in outputs]) if len(outputs) > 1 else ""


def _container(values: list, kind: str = "") -> str:
    homes = [getattr(v, "home", None) for v in values]
    if not homes or None in homes or any(h[0] is not homes[0][0] or h[1] != homes[0][1] for h in homes):
        return ""
    unit, name = homes[0]
    known = unit.defs.get(name)
    same = isinstance(known, Seq) and not known.open and len(known.items) == len(values)
    if same and (kind or known.kind) == known.kind and all(a is b for a, b in zip(known.items, values, strict=True)):
        if all(v.path == f"[{i}]" for i, v in enumerate(values)):
            return name
    return ""


def _key(key: object) -> str:
    return f'"{key}"' if isinstance(key, str) and key.isidentifier() else repr(key)

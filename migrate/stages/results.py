"""Nested results of a run: `session.run([loss, gradients])` and dicts of tensors give what has the same structure."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.program import Fetch, RunSite, State
from migrate.stages.values import Operation, Tensor

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter


def nested(interp: Interpreter, site: RunSite) -> object:
    """The structure of the fetches where a function has to give it back as it is, None where a flat tuple will do."""
    structure = site.structure
    if isinstance(structure, Fetch) or interp.discarded(site.node):
        return None
    parts = list(structure.values()) if isinstance(structure, dict) else list(structure)  # type: ignore[call-overload]
    kept = [part for part in parts if not ran(part)]
    deep = any(not isinstance(part, Fetch) or part.listed is not None for part in kept)
    parent = interp.parents.get(site.node)
    unpacked = isinstance(parent, ast.Assign) and all(isinstance(t, (ast.Tuple, ast.List)) for t in parent.targets)
    deep = deep or isinstance(structure, State) and not unpacked
    if not deep and not (isinstance(structure, dict) and len(parts) > 1):
        return None
    leaves = [leaf for part in kept for leaf in _leaves(part)]
    if not all(isinstance(f.value, Tensor) and f.value.dynamic for f in leaves):
        return None
    if len(kept) < len(parts):
        return _beside_ops(site, kept, parent) if unpacked and isinstance(structure, (list, tuple)) else None
    return tuple(parts) if unpacked and isinstance(structure, list) else structure


def ran(part: object) -> bool:
    """Whether a part of the fetches is an op, which is run and gives nothing."""
    return isinstance(part, Fetch) and isinstance(part.value, Operation)


def _beside_ops(site: RunSite, kept: list, parent: ast.Assign) -> object:
    """What a function gives back of `_, loss, state = session.run([train_op, loss, state])`."""
    targets = parent.targets[0].elts if len(parent.targets) == 1 else []  # type: ignore[attr-defined]
    plain = len(targets) == len(site.structure) and not any(isinstance(t, ast.Starred) for t in targets)  # type: ignore[arg-type]
    if not plain or parent.value is not site.node or len(kept) == 1 and isinstance(kept[0], Fetch):
        return None
    return tuple(kept) if len(kept) > 1 else kept[0]


def _leaves(part: object) -> list[Fetch]:
    if isinstance(part, Fetch):
        return [part]
    items = part.values() if isinstance(part, dict) else part
    return [leaf for item in items for leaf in _leaves(item)]  # type: ignore[attr-defined]


def shape(structure: object) -> object:
    """A hashable image of a structure, the same for structures that give the same results."""
    if structure is None:
        return None
    if isinstance(structure, Fetch):
        return structure.value.id
    if isinstance(structure, dict):
        return ("dict", *((k, shape(v)) for k, v in structure.items()))
    return (type(structure).__name__, *(shape(part) for part in structure))  # type: ignore[attr-defined]

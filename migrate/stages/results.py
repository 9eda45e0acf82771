"""Nested results of a run: `session.run([loss, gradients])` and dicts of tensors give what has the same structure."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.program import Fetch, RunSite
from migrate.stages.values import Tensor

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter


def nested(interp: Interpreter, site: RunSite) -> object:
    """The structure of the fetches where a function has to give it back as it is, None where a flat tuple will do."""
    structure = site.structure
    if isinstance(structure, Fetch) or interp.discarded(site.node):
        return None
    parts = list(structure.values()) if isinstance(structure, dict) else list(structure)  # type: ignore[call-overload]
    deep = any(not isinstance(part, Fetch) or part.listed is not None for part in parts)
    if not deep and not (isinstance(structure, dict) and len(parts) > 1):
        return None
    tensors = all(isinstance(f.value, Tensor) and f.value.dynamic for f in site.fetches())
    if not tensors:
        return None
    parent = interp.parents.get(site.node)
    unpacked = isinstance(parent, ast.Assign) and all(isinstance(t, (ast.Tuple, ast.List)) for t in parent.targets)
    return tuple(parts) if unpacked and isinstance(structure, list) else structure


def shape(structure: object) -> object:
    """A hashable image of a structure, the same for structures that give the same results."""
    if structure is None:
        return None
    if isinstance(structure, Fetch):
        return structure.value.id
    if isinstance(structure, dict):
        return ("dict", *((k, shape(v)) for k, v in structure.items()))
    return (type(structure).__name__, *(shape(part) for part in structure))  # type: ignore[attr-defined]

"""Names of variables that a loop makes, as texts that a loop over the same values gives."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.looped_names import LoopedName

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def passes(context: Context, name: LoopedName) -> tuple[str, str]:
    """(what a pass of a loop gives the number in a name, what the loop goes over), `("size", "sizes")`."""
    target, over = name.loop.target, name.loop.iter
    counted = isinstance(over, ast.Call) and isinstance(over.func, ast.Name) and over.func.id == "enumerate"
    if counted and len(over.args) == 1 and isinstance(target, ast.Tuple) and len(target.elts) == 2:  # type: ignore[attr-defined]
        if not any(isinstance(n, ast.Name) and n.id == name.number for n in ast.walk(target.elts[0])):
            target, over = target.elts[1], over.args[0]  # type: ignore[attr-defined]
    return context.source.expression(target), context.source.expression(over)

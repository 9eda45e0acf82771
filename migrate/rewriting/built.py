"""Layers that get their variables where they are made, from the shape of their inputs.

TF1 made a layer's variables when the graph was built. A Keras layer makes them at its first call, in the trace of a
function; built beforehand it has them in TF1's order, and lists of variables can be written down.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrate.stages.shapes import Dim
from migrate.stages.values import Variable

if TYPE_CHECKING:
    from migrate.planning import Hoist
    from migrate.rewriting.native import Context


def is_built(context: Context, node: ast.AST) -> bool:
    """Whether the layers that a call makes are built beside it."""
    return node in context.interp.layers and node not in context.interp.unbuilt


def access(context: Context, variable: Variable) -> str | None:
    """What stands for a layer's variables in lists; None where they are made by the first call."""
    if not is_built(context, variable.node):
        return None
    return f"*{context.layer_access[variable]}.trainable_variables"


def shape(made: Sequence[Variable]) -> str:
    """The argument of `build` for a layer that stands at the level of the scope."""
    return _text(_common([v.input_shape or () for v in made]))


def rank(context: Context, node: ast.AST) -> int | None:
    """The number of dimensions of what a layer is given, where it is the same at each making of the layer."""
    made = [v.input_shape for v in context.interp.variables if v.node is node]
    ranks = {len(s) if s is not None else None for s in made}
    return ranks.pop() if len(ranks) == 1 else None


def sizes_differ(context: Context, hoists: Sequence[Hoist]) -> bool:
    """Whether the objects of a helper's class have to be told the number of their layer's input features."""
    if not is_built(context, hoists[0].node):
        return False
    features = {h.variable.input_shape[-1] for h in hoists if h.variable.input_shape}
    return len(features) > 1 or not all(isinstance(f, int) for f in features)


def shape_inside(hoists: Sequence[Hoist], features: str) -> str:
    """The argument of `build` in a class; `features` is the parameter for the last dimension, if it needs one."""
    dims = _common([h.variable.input_shape or () for h in hoists])
    inside: list[Dim] = [d if isinstance(d, int) else None for d in dims]
    if features:
        inside[-1] = features
    return _text(inside)


def _common(shapes: list[tuple[Dim, ...]]) -> list[Dim]:
    """The dimensions that all shapes have; of different ranks, which dense layers take, the last one counts."""
    rank = min(len(s) for s in shapes)
    last = [s[len(s) - rank :] for s in shapes]
    dims: list[Dim] = [d[0] if len(set(d)) == 1 else None for d in zip(*last, strict=True)]
    return [None, *dims[1:]] if len({len(s) for s in shapes}) > 1 else dims


def _text(dims: Sequence[Dim]) -> str:
    return f"[{', '.join(str(d) for d in dims)}]"

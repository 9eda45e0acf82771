"""The losses that regularizers collect: those of layers, and of variables that were made with one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import shapes
from migrate.stages.program import Obstacle
from migrate.stages.regularizers import Regularizer

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def argument(context: Context, node: ast.expr, name: str) -> str:
    """The source of a layer's regularizer; only what is known to be one is handed on."""
    if not isinstance(context.value(node), Regularizer):
        raise Obstacle(node, f"`{name}` that is not a regularizer of contrib.layers")
    return context.source.expression(node)


def is_read(context: Context, node: ast.AST) -> bool:
    """Whether a call reads the regularization losses."""
    return node in context.interp.penalties


def check(context: Context) -> None:
    """Every regularizer whose losses are read is known."""
    if context.interp.penalties and context.interp.unknown_penalties:
        raise Obstacle(context.interp.unknown_penalties[0], "a regularizer that is not one of contrib.layers")


def finish(context: Context) -> None:
    """Writes the reading calls, once every layer and variable has its name."""
    check(context)
    source, tf = context.source, context.tf
    for node, variables in context.interp.penalties.items():
        words = []
        for variable in variables:
            layer = context.layer_access.get(variable)
            if layer is not None:
                words.append(f"*{layer}.losses")
                continue
            if variable.access is None:
                raise Obstacle(node, "regularization losses of a variable without a name")
            for regularizer in context.interp.penalized[variable]:
                if not shapes.holds_at_scope(context.interp, regularizer):
                    raise Obstacle(regularizer, "a regularizer that only a helper knows")
                words.append(f"{source.expression(regularizer)}({variable.access})")
        listed = f"[{', '.join(words)}]"
        path = context.names.resolve(node.func) or ""
        alone = path == "tensorflow.losses.get_regularization_loss"
        source.replace(node, f"{tf}.add_n({listed})" if alone else listed)

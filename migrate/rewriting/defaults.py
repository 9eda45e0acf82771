"""Placeholders with defaults: a run that does not feed them passes the default."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import shapes
from migrate.stages.program import Obstacle
from migrate.stages.values import Host, Placeholder

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

DTYPES = {bool: "bool", int: "int32", float: "float32", str: "string"}


def dtype(context: Context, placeholder: Placeholder) -> str:
    """The dtype that TF1 made of the default, `tf.float32` for 2.0."""
    node = placeholder.default
    path = context.names.resolve(node.func) if isinstance(node, ast.Call) else None
    if path in ("tensorflow.constant", "tensorflow.convert_to_tensor") and len(node.args) == 1 and not node.keywords:  # type: ignore[union-attr]
        node = node.args[0]  # type: ignore[union-attr]
    value = context.value(node)
    kind = DTYPES.get(type(value.const)) if isinstance(value, Host) else None
    if kind is None or not shapes.holds_at_scope(context.interp, node):  # type: ignore[arg-type]
        raise Obstacle(placeholder.node, "a placeholder whose default is not a number written there")
    return f"{context.tf}.{kind}"


def text(context: Context, placeholder: Placeholder) -> str:
    """The source of the default, as the argument of a run that does not feed it."""
    return context.source.expression(placeholder.default)  # type: ignore[arg-type]

"""What the symbol table asks about ranks before it writes a call: labels and logits, the rows of `tf.where`."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from migrate.rewriting import same_shape
from migrate.stages import op_shapes, shapes, tf_calls
from migrate.stages.values import Function, Placeholder, Tensor, Value, Variable

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def rank(context: Context, node: ast.expr | None) -> int | None:
    """The number of dimensions of an argument at all its evaluations; None where it is not known."""
    if node is None:
        return None
    shape = shapes.shape_of(context.interp, context.value(node))
    if shape is None:
        shape = op_shapes.literal(context.interp, node)
    return None if shape is None else len(shape)


def one_result(functions: list[Function], value_of: Callable[[ast.AST], Value | None]) -> bool:
    """Whether branch functions give back tensors, none of them in a list of its own, which TF1 would unpack."""
    for function in functions:
        definition = function.node
        if isinstance(definition, ast.Lambda):
            if isinstance(definition.body, (ast.List, ast.Tuple)):
                return False
            continue
        returned = [n.value for n in ast.walk(definition) if isinstance(n, ast.Return)]
        if len(returned) != 1 or definition.body[-1] is not next(
            n for n in ast.walk(definition) if isinstance(n, ast.Return)
        ):
            return False
        if not isinstance(value_of(returned[0]) if returned[0] is not None else None, (Tensor, Placeholder, Variable)):
            return False
    return bool(functions)


def labels_rank(context: Context, node: ast.Call) -> bool:
    """Whether labels have one dimension fewer than logits, so that TF1 squeezes nothing."""
    bound = tf_calls.bind(node, ("labels", "logits", "weights"))
    if bound is None:
        return False
    labels, logits = rank(context, bound.get("labels")), rank(context, bound.get("logits"))
    return labels is not None and logits is not None and labels == logits - 1


def where(context: Context, node: ast.Call) -> str | None:
    """How TF1's `tf.where(condition, x, y)` reads its condition: "same" as TF2, or the index that makes rows of it.

    TF1 takes a scalar, a condition of the shape of x and y, or a vector that chooses whole rows. None: not known.
    """
    bound = tf_calls.bind(node, ("condition", "x", "y", "name"))
    if bound is None or "x" not in bound or "y" not in bound:
        return None
    condition = rank(context, bound["condition"])
    values = [r for r in (rank(context, bound["x"]), rank(context, bound["y"])) if r is not None]
    if condition is not None and condition != 1:
        return "same"
    if condition is None or not values:
        same = any(same_shape.common(context, bound["condition"], bound[name]) for name in ("x", "y"))
        return "same" if same else None
    if values[0] == 1:
        return "same"
    return f"[:, {', '.join(['None'] * (values[0] - 1))}]"

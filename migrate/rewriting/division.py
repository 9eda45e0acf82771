"""`tf.div`: division as Python 2 has it, which TensorFlow 2 writes in two ways."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import dtypes, tf_calls
from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def rewrite(context: Context, node: ast.Call) -> None:
    """`tf.div(x, y)` -> `tf.math.divide(x, y)` of fractions, `tf.math.floordiv(x, y)` of whole numbers."""
    bound = tf_calls.bind(node, ("x", "y", "name"))
    found = None
    for name in ("x", "y"):
        dtype = dtypes.of_node(context.names, (bound or {}).get(name), context.value)
        if dtype is not None and (found is None or dtype.startswith("float")):
            found = dtype
    if bound is None or found is None:
        raise Obstacle(node, "`tf.div` of values whose dtype is not known from the text")
    function = "divide" if found.startswith(("float", "complex")) else "floordiv"
    context.note(node, "TF102", f"`tf.div` -> `{context.tf}.math.{function}`")
    context.source.replace(node.func, f"{context.tf}.math.{function}")

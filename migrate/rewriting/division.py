"""`tf.div`: division as Python 2 has it, which TensorFlow 2 writes in two ways."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import dtypes, tf_calls
from migrate.stages.program import Obstacle
from migrate.stages.values import Host

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def rewrite(context: Context, node: ast.Call) -> None:
    """`tf.div(x, y)` -> `tf.math.divide(x, y)` of fractions, `tf.math.floordiv(x, y)` of whole numbers."""
    bound = tf_calls.bind(node, ("x", "y", "name"))
    given = [(bound or {}).get(name) for name in ("x", "y")]
    # tensors have one dtype, which a number beside them takes
    tensors = [n for n in given if n is not None and not isinstance(context.value(n), Host)]
    known = {dtypes.of_node(context.names, n, context.value) for n in tensors or given} - {None}
    found = max(known, key=lambda dtype: dtype.startswith("float"), default=None)  # type: ignore[union-attr]
    if bound is None or found is None:
        raise Obstacle(node, "`tf.div` of values whose dtype is not known from the text")
    function = "divide" if found.startswith(("float", "complex")) else "floordiv"
    context.note(node, "TF102", f"`tf.div` -> `{context.tf}.math.{function}`")
    context.source.replace(node.func, f"{context.tf}.math.{function}")

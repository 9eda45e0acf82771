"""`ds.apply(tf.contrib.data.batch_and_drop_remainder(8))` -> `ds.batch(8, drop_remainder=True)`, padded batches alike.

Elsewhere than in `apply` the table's function of a dataset takes their place.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

METHODS = {
    "contrib.data.batch_and_drop_remainder": "batch",
    "contrib.data.padded_batch_and_drop_remainder": "padded_batch",
}


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    """The method of the dataset that it is applied to; False where that is not what the call is."""
    method, around = METHODS.get(name), context.interp.parents.get(node)
    given = [*node.args, *node.keywords]
    if method is None or not given or not _applied(around, node):
        return False
    source = context.source
    last = source.span(given[-1])[1]
    source.replace_span(source.span(around.func.value)[1], source.span(given[0])[0], f".{method}(")  # type: ignore[union-attr]
    source.replace_span(last, source.span(around)[1], ", drop_remainder=True)")  # type: ignore[arg-type]
    context.note(node, "TF102", f"`tf.{name}` -> `{method}(.., drop_remainder=True)`")
    return True


def _applied(around: ast.AST | None, node: ast.Call) -> bool:
    called = isinstance(around, ast.Call) and isinstance(around.func, ast.Attribute) and around.func.attr == "apply"
    return called and around.args == [node] and not around.keywords  # type: ignore[union-attr]

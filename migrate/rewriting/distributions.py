"""`tf.distributions.Normal` becomes a class of the program: TensorFlow 2 has none of the same numbers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import helpers
from migrate.stages.distributions import DIVERGENCE, NORMAL

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    """Rewrites the call of a distribution's class or of a divergence; False for another symbol."""
    source = context.source
    if name in NORMAL:
        source.replace(node.func, helpers.use(context, "normal", "Normal"))
        return True
    if name in DIVERGENCE:
        one, other = node.args
        text = source.expression(one)
        text = text if isinstance(one, (ast.Name, ast.Attribute)) else f"({text})"
        source.replace(node, f"{text}.kl_divergence({source.expression(other)})")
        return True
    return False

"""Initializers of tf.contrib.layers that have no Keras class of their own."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import tf_calls
from migrate.stages.values import Host

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

XAVIER = {"contrib.layers.xavier_initializer", "contrib.layers.xavier_initializer_conv2d"}
# contrib draws with sqrt(1.3 / n) and does not divide by the standard deviation of the truncated draw, as Keras does
NORMAL = 'scale=1.3 * 0.87962566103423978**2, mode="fan_avg", distribution="truncated_normal"'


def rewrite(context: Context, node: ast.Call, name: str) -> bool:
    """Writes `xavier_initializer(uniform=False)`; False where the symbol table knows the call."""
    if name not in XAVIER:
        return False
    bound = tf_calls.bind(node, ("uniform", "seed", "dtype"))
    if bound is None or set(bound) != {"uniform"}:  # a seed draws other numbers in TensorFlow 2
        return False
    value = context.value(bound["uniform"])
    if not isinstance(value, Host) or value.const is not False:
        return False
    context.source.replace(node, f"{context.tf}.keras.initializers.VarianceScaling({NORMAL})")
    return True

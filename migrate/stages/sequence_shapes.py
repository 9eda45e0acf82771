"""Static shapes of convolutions and poolings over sequences, (batch, steps, features) in TF1's default layout."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from migrate.stages import conv_shapes
from migrate.stages.values import Host, Seq

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

LAYERS = {"layers.conv1d": "kernel_size", "layers.max_pooling1d": "pool_size", "layers.average_pooling1d": "pool_size"}

POOLS = ("inputs", "pool_size", "strides", "padding", "data_format", "name")


def of_call(interp: Interpreter, node: ast.Call, name: str, of: Callable[[ast.expr | None], Any]) -> Any:
    """The shape of what a call gives; None for calls that are not known here."""
    from migrate.stages import shapes
    from migrate.stages.tf_calls import LAYERS as LAYER_PARAMETERS
    from migrate.stages.tf_calls import bind

    bound = bind(node, LAYER_PARAMETERS.get(name, POOLS)) if name in LAYERS else None
    if bound is None or set(bound) & {"data_format", "dilation_rate"}:
        return None
    base = of(bound.get("inputs")) or (None, None, None)
    if len(base) != 3:
        return None
    features = shapes.dimension(interp, bound.get("filters")) if "filters" in bound else base[2]
    padding = conv_shapes.text(interp, bound.get("padding"), "VALID")
    window, stride = _number(interp, bound.get(LAYERS[name])), _number(interp, bound.get("strides"), 1)
    if padding == "SAME" and stride == 1:
        return (base[0], base[1], features)
    steps = None
    if padding in ("SAME", "VALID"):
        steps = conv_shapes.side(shapes.number(interp, base[1]), window, stride, padding, False)
    return (base[0], steps, features)


def _number(interp: Interpreter, node: ast.expr | None, default: int | None = None) -> int | None:
    """A window or a stride, `2` or `[2]`; None where it is not known."""
    if node is None:
        return default
    value = interp.value_of.get(id(node))
    if isinstance(value, Seq) and not value.open and len(value.items) == 1:
        value = value.items[0]
    return value.const if isinstance(value, Host) and isinstance(value.const, int) else None

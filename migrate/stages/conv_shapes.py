"""Static shapes of convolutions, poolings and what flattens their results, for images in TF1's default layout."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from migrate.stages.values import Host, Seq

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

# name -> parameters; each gives (rows, columns) from a kernel or window, strides and padding
CONVOLUTIONS = {
    "nn.conv2d": ("input", "filter", "strides", "padding", "use_cudnn_on_gpu", "data_format", "dilations", "name"),
}
POOLS = {
    "nn.max_pool": ("value", "ksize", "strides", "padding", "data_format", "name"),
    "nn.avg_pool": ("value", "ksize", "strides", "padding", "data_format", "name"),
    "layers.max_pooling2d": ("inputs", "pool_size", "strides", "padding", "data_format", "name"),
    "layers.average_pooling2d": ("inputs", "pool_size", "strides", "padding", "data_format", "name"),
}
LAYERS = {"layers.conv2d": "filters", "layers.conv2d_transpose": "filters", "layers.separable_conv2d": "filters"}
SAME = {"layers.batch_normalization", "contrib.layers.batch_norm", "nn.lrn", "nn.local_response_normalization"}
FLATTEN = {"layers.flatten", "contrib.layers.flatten"}


def of_call(interp: Interpreter, node: ast.Call, name: str, of: Callable[[ast.expr | None], Any]) -> Any:
    """The shape of what a call gives; None for calls that are not known here."""
    from migrate.stages import shapes
    from migrate.stages.tf_calls import LAYERS as LAYER_PARAMETERS
    from migrate.stages.tf_calls import bind

    if name in SAME or name in FLATTEN:
        base = of(node.args[0]) if node.args else None
        if not base or name in SAME:  # TensorFlow flattens no scalar
            return base if name in SAME else None
        rest = base[1:]
        return (base[0], _product([shapes.number(interp, d) for d in rest]))
    parameters = CONVOLUTIONS.get(name) or POOLS.get(name) or (LAYER_PARAMETERS[name] if name in LAYERS else None)
    bound = bind(node, parameters) if parameters else None
    if bound is None or "data_format" in bound or set(bound) & {"dilations", "dilation_rate"}:
        return None
    base = of(bound.get("input", bound.get("value", bound.get("inputs"))))
    if base is None or len(base) != 4:
        return None
    padding = text(interp, bound.get("padding"), "VALID" if name.startswith("layers.") else None)
    strides = _pair(interp, bound.get("strides"), (1, 1))
    if name in CONVOLUTIONS:
        kernel = of(bound.get("filter"))
        if kernel is None or len(kernel) != 4:
            return None
        window, channels = tuple(kernel[:2]), kernel[3]
    elif name in LAYERS:
        window, channels = (
            _pair(interp, bound.get("kernel_size"), None),
            shapes.dimension(interp, bound.get(LAYERS[name])),
        )
    else:
        window, channels = _pair(interp, bound.get("ksize", bound.get("pool_size")), None), base[3]
    sides: list[Any] = [None, None]
    if strides is not None and padding in ("SAME", "VALID"):
        grows = name == "layers.conv2d_transpose"
        sizes = [shapes.number(interp, base[i + 1]) for i in (0, 1)]
        windows = [shapes.number(interp, w) for w in window or (None, None)]
        sides = [side(sizes[i], windows[i], strides[i], padding, grows) for i in (0, 1)]
        if strides == (1, 1) and padding == "SAME":
            sides = list(base[1:3])
    return (base[0], *sides, channels)


def _product(rest: list[Any]) -> Any:
    return math.prod(rest) if all(isinstance(d, int) for d in rest) else None


def side(size: Any, window: Any, stride: Any, padding: str, grows: bool) -> int | None:
    if not isinstance(size, int) or not isinstance(stride, int):
        return None
    if padding == "SAME":
        return size * stride if grows else -(-size // stride)
    if not isinstance(window, int):
        return None
    return size * stride + max(window - stride, 0) if grows else -(-(size - window + 1) // stride)


def text(interp: Interpreter, node: ast.expr | None, default: str | None) -> str | None:
    if node is None:
        return default
    value = interp.value_of.get(id(node))
    return value.const.upper() if isinstance(value, Host) and isinstance(value.const, str) else None


def _pair(interp: Interpreter, node: ast.expr | None, default: Any) -> tuple[Any, Any] | None:
    """Rows and columns of a window or of strides: one number, two, or four with those of batch and channels."""
    if node is None:
        return default
    value = interp.value_of.get(id(node))
    if isinstance(value, Host) and isinstance(value.const, int):
        return value.const, value.const
    if isinstance(value, Seq) and not value.open and len(value.items) in (2, 4):
        items = value.items[1:3] if len(value.items) == 4 else value.items
        numbers = [i.const if isinstance(i, Host) and isinstance(i.const, int) else None for i in items]
        return numbers[0], numbers[1]
    return None

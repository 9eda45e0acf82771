"""Static shapes of what further ops give, where often only the rank can be told."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from migrate.stages.values import UNKNOWN, Host, Seq

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

COMPARISONS = frozenset(
    "greater greater_equal less less_equal equal not_equal logical_and logical_or logical_xor".split()
)
COMPARISONS |= frozenset("squared_difference floordiv floor_div mod floormod realdiv".split())
ONE = frozenset(
    "logical_not is_nan is_finite is_inf ceil sin cos to_int64 to_double nn.softsign math.log1p expm1 log1p".split()
)
REDUCTIONS = frozenset(
    "reduce_mean reduce_sum reduce_max reduce_min reduce_prod reduce_any reduce_all reduce_logsumexp".split()
)
SCALARS = ("losses.", "nn.l2_loss", "rank", "size")
# layers and ops over images or sequences: (name, number of dimensions of input and result)
RANKS = {
    "layers.conv1d": 3,
    "layers.conv2d": 4,
    "layers.conv2d_transpose": 4,
    "layers.separable_conv2d": 4,
    "layers.conv3d": 5,
    "layers.max_pooling3d": 5,
    "layers.average_pooling3d": 5,
    "layers.max_pooling2d": 4,
    "layers.average_pooling2d": 4,
    "layers.max_pooling1d": 3,
    "contrib.layers.conv2d": 4,
    "contrib.layers.conv2d_transpose": 4,
    "contrib.layers.max_pool2d": 4,
    "contrib.layers.avg_pool2d": 4,
    "nn.conv2d": 4,
    "nn.max_pool": 4,
    "nn.avg_pool": 4,
    "layers.flatten": 2,
    "contrib.layers.flatten": 2,
}
RESIZED = {"image.resize", "image.resize_images", "image.resize_nearest_neighbor"}
RESIZED |= {"image.resize_bilinear", "image.resize_bicubic", "image.resize_area"}
DECODERS = frozenset("image.decode_jpeg image.decode_png image.decode_bmp io.decode_jpeg io.decode_png".split())
SAME = frozenset("layers.batch_normalization contrib.layers.batch_norm layers.dropout".split())


def of_call(interp: Interpreter, node: ast.Call, name: str, of: Callable[[ast.expr | None], Any]) -> Any:
    """The shape of a call of `tf.<name>`; `of` gives that of an argument. None where nothing is known."""
    name = name.removeprefix("math.")
    arguments = {k.arg: k.value for k in node.keywords}
    first = node.args[0] if node.args else next(iter(arguments.values()), None)
    if any(isinstance(a, ast.Starred) for a in node.args) or None in arguments:
        return None
    if name == "constant":
        value = arguments.get("value", first)
        if "shape" in arguments or len(node.args) > 2:
            return None
        return literal(interp, value)
    if name in COMPARISONS:
        from migrate.stages.shapes import broadcast

        second = node.args[1] if len(node.args) > 1 else arguments.get("y")
        return broadcast(_any(interp, first, of), _any(interp, second, of))
    if name in ONE or name in SAME:
        return of(arguments.get("inputs", first))
    if name in RESIZED:
        return _resized(interp, of(arguments.get("images", first)), arguments.get("size", _at(node, 1)))
    if name in DECODERS:
        channels = _const(interp, arguments.get("channels", _at(node, 1)))
        return (None, None, channels if isinstance(channels, int) and channels > 0 else None)
    if name in RANKS:
        return (None,) * RANKS[name]
    if name.startswith(SCALARS) and name not in ("losses.get_losses", "losses.get_regularization_losses"):
        return () if "reduction" not in arguments else None
    if name in REDUCTIONS or name in ("argmax", "argmin"):
        return _reduced(interp, node, name, of(arguments.get("input_tensor", arguments.get("input", first))), arguments)
    if name in ("nn.softmax_cross_entropy_with_logits", "nn.softmax_cross_entropy_with_logits_v2"):
        base = of(arguments.get("logits"))
        return None if base is None or "dim" in arguments or "axis" in arguments else base[:-1]
    if name == "nn.sparse_softmax_cross_entropy_with_logits":
        base = of(arguments.get("logits"))
        return None if base is None else base[:-1]
    if name == "nn.sigmoid_cross_entropy_with_logits":
        return of(arguments.get("logits"))
    return None


def _at(node: ast.Call, index: int) -> ast.expr | None:
    return node.args[index] if index < len(node.args) else None


def _resized(interp: Interpreter, base: Any, size: ast.expr | None) -> Any:
    """The shape of an image or a batch in another size."""
    from migrate.stages.shapes import listed

    if base is None or len(base) not in (3, 4):
        return None
    sides = listed(interp, size)
    return (*base[:-3], *(sides if sides is not None and len(sides) == 2 else (None, None)), base[-1])


def _any(interp: Interpreter, node: ast.expr | None, of: Callable[[ast.expr | None], Any]) -> Any:
    found = of(node)
    return literal(interp, node) if found is None else found


def literal(interp: Interpreter, node: ast.expr | None) -> Any:
    """The shape of a written number or of nested lists of numbers."""
    if isinstance(node, (ast.List, ast.Tuple)):
        if not node.elts:
            return (0,)
        inner = [literal(interp, e) for e in node.elts]
        if any(i is None or len(i) != len(inner[0]) for i in inner):
            return None
        return (len(inner), *inner[0])
    value = interp.value_of.get(id(node)) if node is not None else None
    if isinstance(value, Host) and isinstance(value.const, (int, float)):
        return ()
    return None


def _reduced(interp: Interpreter, node: ast.Call, name: str, base: Any, arguments: dict) -> Any:
    if name in ("argmax", "argmin"):
        axis_node = arguments.get("axis", arguments.get("dimension", node.args[1] if len(node.args) > 1 else None))
        if axis_node is None:
            return None if base is None else base[1:]
        kept: object = False
    else:
        axis_node = arguments.get(
            "axis", arguments.get("reduction_indices", node.args[1] if len(node.args) > 1 else None)
        )
        kept_node = arguments.get("keepdims", arguments.get("keep_dims", node.args[2] if len(node.args) > 2 else None))
        kept = _const(interp, kept_node) if kept_node is not None else False
    if kept not in (False, None):
        return None if base is None or kept is not True else (None,) * len(base)
    axes = _axes(interp, axis_node)
    if axes is None:
        return None
    if axes == "all":
        return ()
    if base is None:
        return None
    gone = {a % len(base) for a in axes if -len(base) <= a < len(base)}
    return tuple(d for i, d in enumerate(base) if i not in gone)


def _axes(interp: Interpreter, node: ast.expr | None) -> Any:
    if node is None:
        return "all"
    value = interp.value_of.get(id(node))
    if isinstance(value, Host):
        if value.const is None:
            return "all"
        return [value.const] if isinstance(value.const, int) else None
    if (
        isinstance(value, Seq)
        and not value.open
        and all(isinstance(i, Host) and isinstance(i.const, int) for i in value.items)
    ):
        return [i.const for i in value.items]  # type: ignore[attr-defined]
    return None


def _const(interp: Interpreter, node: ast.expr | None) -> object:
    value = interp.value_of.get(id(node)) if node is not None else None
    return value.const if isinstance(value, Host) else UNKNOWN

"""`tf.image.resize_images` with the sampling points of TensorFlow 1, which TensorFlow 2's `tf.image.resize` moved."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import helpers
from migrate.stages import tf_calls
from migrate.stages.program import Obstacle
from migrate.stages.values import Host

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

METHOD = "image.ResizeMethod."
OPS = {"BILINEAR": "Bilinear", "NEAREST_NEIGHBOR": "NearestNeighbor", "BICUBIC": "Bicubic", "AREA": "Area"}
ORDER = ("BILINEAR", "NEAREST_NEIGHBOR", "BICUBIC", "AREA")  # by their numbers in TF1


def is_method(name: str) -> bool:
    """Whether a symbol is one of `tf.image.ResizeMethod`, which a call of `resize_images` takes in."""
    return name.startswith(METHOD)


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    """A call of a helper around the raw op of the method; False for calls of other functions."""
    if name not in tf_calls.RESIZES:
        return False
    bound = tf_calls.bind(node, tf_calls.RESIZES[name])
    if bound is None or not {"images", "size"} <= set(bound):
        raise Obstacle(node, f"`tf.{name}` with these arguments")
    for key in ("align_corners", "preserve_aspect_ratio"):
        value = context.value(bound[key]) if key in bound else Host(False)
        if not (isinstance(value, Host) and (value.const is False or value.const is True and key == "align_corners")):
            raise Obstacle(bound[key], f"`{key}` of `tf.{name}`")
    source = context.source
    words = [source.expression(bound["images"]), source.expression(bound["size"])]
    method = _method(context, node, bound.get("method"))
    if method != "BILINEAR":
        words.append(f"{context.tf}.raw_ops.Resize{OPS[method]}")
    if "align_corners" in bound:
        words.append(f"align_corners={source.expression(bound['align_corners'])}")
    helper = helpers.use(context, "resize_images", "resize_images")
    context.note(node, "TF301", f"`tf.{name}` keeps TF1's sampling points, the corners of pixels")
    source.replace(node, f"{helper}({', '.join(words)})")
    return True


def _method(context: Context, node: ast.Call, argument: ast.expr | None) -> str:
    if argument is None:
        return "BILINEAR"
    path = (context.names.resolve(argument) or "").removeprefix("tensorflow.")
    if is_method(path) and path.removeprefix(METHOD) in OPS:
        return path.removeprefix(METHOD)
    value = context.value(argument)
    if isinstance(value, Host) and type(value.const) is int and 0 <= value.const < len(ORDER):
        return ORDER[value.const]
    raise Obstacle(argument, "a method of resizing that is known only at run time")

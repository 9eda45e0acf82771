"""Arguments of tf.contrib.layers calls in the terms of Keras layers; contrib's own defaults are written out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import regularizers
from migrate.stages.program import Obstacle
from migrate.stages.values import Host, Initializer

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

# layer -> (Keras class, activation that is the default)
DENSE = {
    "contrib.layers.fully_connected": ("Dense", "relu"),
    "contrib.layers.linear": ("Dense", None),
    "contrib.layers.relu": ("Dense", "relu"),
}
CONVOLUTIONS = {
    "contrib.layers.conv2d": ("Conv2D", "relu"),
    "contrib.layers.convolution2d": ("Conv2D", "relu"),
    "contrib.layers.conv2d_transpose": ("Conv2DTranspose", "relu"),
}
LAYERS = DENSE | CONVOLUTIONS
POOLS = {"contrib.layers.max_pool2d": "max_pool2d", "contrib.layers.avg_pool2d": "avg_pool2d"}


def arguments(context: Context, name: str, bound: dict[str, ast.expr]) -> list[str]:
    """Arguments of the Keras layer that a contrib layer is: relu unless `linear`, Glorot kernel, zero biases."""
    source = context.source
    needed = ("inputs", "num_outputs") if name in DENSE else ("inputs", "num_outputs", "kernel_size")
    for key in needed:
        if key not in bound:
            raise Obstacle(next(iter(bound.values())), f"`tf.{name}` without {key}")
    words = [source.expression(bound[key]) for key in needed[1:]]
    if name in CONVOLUTIONS:
        words += _convolution(context, name, bound)
    activation = LAYERS[name][1]
    if "activation_fn" in bound:
        if _is_none(context, bound["activation_fn"]):
            activation = None
        else:
            activation = ""
            words.append(f"activation={source.expression(bound['activation_fn'])}")
    if activation:
        words.append(f'activation="{activation}"')
    for key, keras in (("weights_initializer", "kernel_initializer"), ("biases_initializer", "bias_initializer")):
        if key not in bound:
            continue
        value = context.value(bound[key])
        if key == "biases_initializer" and _is_none(context, bound[key]):
            words.append("use_bias=False")
        elif isinstance(value, Initializer) and isinstance(bound[key], (ast.Call, ast.Name)):
            words.append(f"{keras}={source.expression(bound[key])}")
        else:
            raise Obstacle(bound[key], f"`{key}` that is not an initializer written here")
    for key, keras in (("weights_regularizer", "kernel_regularizer"), ("biases_regularizer", "bias_regularizer")):
        if key in bound and not _is_none(context, bound[key]):
            words.append(f"{keras}={regularizers.argument(context, bound[key], key)}")
    if "trainable" in bound:
        words.append(f"trainable={source.expression(bound['trainable'])}")
    for key in ("normalizer_fn", "normalizer_params", "variables_collections", "outputs_collections"):
        if key in bound and not _is_none(context, bound[key]):
            raise Obstacle(bound[key], f"`{key}` of `tf.{name}`")
    return words


def _convolution(context: Context, name: str, bound: dict[str, ast.expr]) -> list[str]:
    """Strides, SAME padding unless given, and dilation."""
    source = context.source
    words = []
    if "data_format" in bound and not _is_none(context, bound["data_format"]):
        value = context.value(bound["data_format"])
        if not (isinstance(value, Host) and value.const == "NHWC"):
            raise Obstacle(bound["data_format"], f"`data_format` of `tf.{name}`")
    if "stride" in bound:
        words.append(f"strides={source.expression(bound['stride'])}")
    words.append(f'padding="{padding(context, bound.get("padding"), "same")}"')
    if "rate" in bound:
        words.append(f"dilation_rate={source.expression(bound['rate'])}")
    return words


def padding(context: Context, node: ast.expr | None, default: str) -> str:
    """The padding that an argument names, in lower case."""
    if node is None:
        return default
    value = context.value(node)
    if not isinstance(value, Host) or not isinstance(value.const, str) or value.const.lower() not in ("same", "valid"):
        raise Obstacle(node, "a computed padding")
    return value.const.lower()


def pool(context: Context, node: ast.Call, name: str, bound: dict[str, ast.expr]) -> str:
    """`max_pool2d(inputs, kernel_size, stride=2, padding="VALID")` as an op of tf.nn."""
    source = context.source
    if "inputs" not in bound or "kernel_size" not in bound:
        raise Obstacle(node, f"`tf.{name}` without inputs and kernel size")
    for key in ("data_format", "outputs_collections"):
        if key in bound and not _is_none(context, bound[key]):
            raise Obstacle(bound[key], f"`{key}` of `tf.{name}`")
    stride = source.expression(bound["stride"]) if "stride" in bound else "2"
    pad = padding(context, bound.get("padding"), "valid").upper()
    words = [source.expression(bound["inputs"]), source.expression(bound["kernel_size"]), stride, f'"{pad}"']
    return f"{context.tf}.nn.{POOLS[name]}({', '.join(words)})"


def _is_none(context: Context, node: ast.expr) -> bool:
    value = context.value(node)
    return isinstance(value, Host) and value.const is None

"""Arguments of tf.contrib.layers calls in the terms of Keras layers; contrib's own defaults are written out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.program import Obstacle
from migrate.stages.values import Host, Initializer

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

DENSE = {"contrib.layers.fully_connected": "relu", "contrib.layers.linear": None, "contrib.layers.relu": "relu"}


def dense_arguments(context: Context, name: str, bound: dict[str, ast.expr]) -> list[str]:
    """`Dense` arguments of `fully_connected` and its relatives: relu unless `linear`, kernel drawn by Glorot."""
    source = context.source
    if "inputs" not in bound or "num_outputs" not in bound:
        raise Obstacle(next(iter(bound.values())), f"`tf.{name}` without inputs and sizes")
    arguments = [source.expression(bound["num_outputs"])]
    activation = DENSE[name]
    if "activation_fn" in bound:
        if _is_none(context, bound["activation_fn"]):
            activation = None
        else:
            activation = ""
            arguments.append(f"activation={source.expression(bound['activation_fn'])}")
    if activation:
        arguments.append(f'activation="{activation}"')
    for key, keras in (("weights_initializer", "kernel_initializer"), ("biases_initializer", "bias_initializer")):
        if key not in bound:
            continue
        value = context.value(bound[key])
        if key == "biases_initializer" and _is_none(context, bound[key]):
            arguments.append("use_bias=False")
        elif isinstance(value, Initializer) and isinstance(bound[key], ast.Call):
            arguments.append(f"{keras}={source.expression(bound[key])}")
        else:
            raise Obstacle(bound[key], f"`{key}` that is not an initializer written here")
    if "trainable" in bound:
        arguments.append(f"trainable={source.expression(bound['trainable'])}")
    for key in (
        "normalizer_fn",
        "normalizer_params",
        "weights_regularizer",
        "biases_regularizer",
        "variables_collections",
    ):
        if key in bound and not _is_none(context, bound[key]):
            raise Obstacle(bound[key], f"`{key}` of `tf.{name}`")
    if "outputs_collections" in bound and not _is_none(context, bound["outputs_collections"]):
        raise Obstacle(bound["outputs_collections"], f"`outputs_collections` of `tf.{name}`")
    return arguments


def _is_none(context: Context, node: ast.expr) -> bool:
    value = context.value(node)
    return isinstance(value, Host) and value.const is None

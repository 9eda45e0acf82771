"""Layers that a loop makes: `dense_layers.append(tf.layers.Dense(n, _scope=None))`, and what calls them.

`tf.layers.dense(x, n)` is `tf.layers.Dense(n, _scope=None)(x)`. The layers of all passes are made first, and one value
stands for them.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import layer_names
from migrate.stages.values import Handle, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

# class -> the function that makes a layer of it
FUNCTIONS = {
    "layers.Dense": "layers.dense",
    "layers.Conv1D": "layers.conv1d",
    "layers.Conv2D": "layers.conv2d",
    "layers.Conv3D": "layers.conv3d",
    "layers.Conv2DTranspose": "layers.conv2d_transpose",
    "layers.SeparableConv2D": "layers.separable_conv2d",
}


def arguments(node: ast.Call, name: str) -> dict[str, ast.expr] | None:
    """The arguments of such a layer, by their names; None for any other call."""
    from migrate.stages.tf_calls import LAYERS, bind

    if name not in FUNCTIONS or not any(k.arg == "_scope" for k in node.keywords):
        return None
    bound = bind(node, LAYERS[FUNCTIONS[name]][1:])
    return {k: v for k, v in bound.items() if k != "_scope"} if bound is not None else None


def create(interp: Interpreter, node: ast.Call, name: str) -> Value | None:
    """The layers that a call makes; None where it makes none in this way."""
    bound = arguments(node, name)
    if bound is None:
        return None
    known = next((c.variable for c in interp.creations if c.node is node and _here(interp, c)), None)
    if known is not None:  # a loop is read twice
        return Handle("layer", node, interp.unit, {"variable": known})
    if not interp.parents_in_loop(node) or any(interp.reuse):
        interp.obstacle(node, "a layer that is made in a loop may share the variables of another")
    interp.layer_counts[-1][layer_names.UNSURE] = 1
    path = "/".join(s for s in interp.variable_scopes if s)
    variable = Variable(node, interp.unit, graph_name=path)
    interp.created(variable, node)
    interp.unbuilt.add(node)
    if node not in interp.layers:
        interp.layers.append(node)
    return Handle("layer", node, interp.unit, {"variable": variable})


def _here(interp: Interpreter, creation) -> bool:
    calls = [c for _, c in zip(interp.stack, interp.call_nodes, strict=True)]
    return creation.unit is interp.unit and creation.calls == calls[len(calls) - len(creation.calls) :]


def call(interp: Interpreter, node: ast.Call, layer: Handle, values: list[Value]) -> Value:
    """What the layers give for inputs."""
    if len(values) != 1:
        interp.obstacle(node, "a layer of a list is called with more than inputs")
    if values:
        interp.listed_inputs.setdefault(layer.node, []).append(values[0])
    return interp.combine(node, [*values, layer.detail["variable"]])


def either(a: Value, b: Value) -> Value | None:
    """The one layer that two values stand for."""
    layers = isinstance(a, Handle) and isinstance(b, Handle) and a.kind == b.kind == "layer"
    return a if layers and a.detail["variable"] is b.detail["variable"] else None  # type: ignore[union-attr]

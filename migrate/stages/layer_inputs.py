"""The shapes with which layers are built: where the input's features are known, variables exist before any call."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import shapes
from migrate.stages.shapes import Dim
from migrate.stages.values import Host, Placeholder, Tensor, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

DENSE = "tensorflow.layers.dense"
FEATURES_LAST = ("channels_last", "NHWC", "NWC")


def note(interp: Interpreter, variable: Variable, node: ast.Call, bound: dict[str, ast.expr]) -> None:
    """Keeps the input shape of the layer that a call makes, as far as it is known."""
    inputs = bound.get("inputs")
    value = interp.value_of.get(id(inputs)) if inputs is not None else None
    shape = shapes.shape_of(interp, value)
    if shape:
        variable.input_shape = tuple(d if isinstance(d, int) or _steady(interp, d) else None for d in shape)
    elif interp.names.resolve(node.func) == DENSE and (size := _features(interp, value)) is not None:
        shape = variable.input_shape = (None, size)
    if not shape or variable.input_shape[-1] is None or not _features_last(interp, bound.get("data_format")):
        interp.unbuilt.add(node)


def built(interp: Interpreter, variable: Variable) -> bool:
    """Whether a layer, at each of its makings, has its variables before it is called."""
    return variable.node not in interp.unbuilt


def _features(interp: Interpreter, value: Value | None) -> Dim:
    """The last dimension of a tensor whose rank the text does not tell: all that a dense layer has to know."""
    if isinstance(value, Placeholder) and isinstance(value.shape, ast.Attribute) and value.shape.attr == "shape":
        owner = value.shape.value  # `tf.placeholder(tf.float32, data.shape)`
        if isinstance(owner, ast.Name) and isinstance(interp.value_of.get(id(owner)), Host):
            if shapes.holds_at_scope(interp, owner) and _steady(interp, owner.id):
                return f"{owner.id}.shape[-1]"
    if isinstance(value, Tensor) and isinstance(value.node, ast.Call):
        call = value.node
        if interp.names.resolve(call.func) == DENSE:
            units = call.args[1:2] or [k.value for k in call.keywords if k.arg == "units"]
            size = shapes.dimension(interp, units[0]) if units else None
            return size if isinstance(size, int) or _steady(interp, size) else None
    return None


def _features_last(interp: Interpreter, node: ast.expr | None) -> bool:
    if node is None:
        return True
    value = interp.value_of.get(id(node))
    return isinstance(value, Host) and (value.const is None or value.const in FEATURES_LAST)


def _steady(interp: Interpreter, text: str | None) -> bool:
    """Whether the text of a dimension means the same where the layer is made: its names are bound once."""
    if text is None:
        return False
    scope = interp.unit.scope.node
    scopes = [interp.names.module_scope]
    if not isinstance(scope, ast.Module):
        scopes.insert(0, interp.names.inner_scope(scope))
    for node in ast.walk(ast.parse(text, mode="eval")):
        if isinstance(node, ast.Name):
            bindings = next((s.bindings[node.id] for s in scopes if node.id in s.bindings), [])
            if len(bindings) != 1:
                return False
        elif isinstance(node, (ast.Call, ast.Subscript)):
            return False
    return True

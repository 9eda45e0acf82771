"""The variable scopes of layers: what decides which calls of `tf.layers` share their variables.

A layer without a name gets a default one, `dense`, `dense_1`, which starts anew each time that a variable scope is
entered. So a helper that is called again under `reuse` finds the layers that its first call made.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.graph_names import UNKNOWN_SCOPE
from migrate.stages.values import UNKNOWN, Function, Handle, Host, Seq, Symbol

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

DEFAULTS = {
    "layers.dense": "dense",
    "layers.conv1d": "conv1d",
    "layers.conv2d": "conv2d",
    "layers.conv3d": "conv3d",
    "layers.conv2d_transpose": "conv2d_transpose",
    "layers.separable_conv2d": "separable_conv2d",
    "layers.batch_normalization": "batch_normalization",
    "contrib.layers.fully_connected": "fully_connected",
    "contrib.layers.linear": "fully_connected",
    "contrib.layers.relu": "fully_connected",
    "contrib.layers.conv2d": "Conv",
    "contrib.layers.convolution2d": "Conv",
    "contrib.layers.conv2d_transpose": "Conv2d_transpose",
    "contrib.layers.batch_norm": "BatchNorm",
}
UNSURE = ""  # counted where a layer without a certain name was made: default names after it are not certain


def opened(interp: Interpreter, scope: Handle) -> dict[str, int]:
    """The counts of names inside a scope that is entered; a name scope has those of the variable scope around it."""
    counts = interp.layer_counts[-1]
    name = scope.detail.get("variable_scope")
    if not name:
        return counts
    counts[name] = counts.get(name, 0) + 1
    return {}


def full_name(
    interp: Interpreter, node: ast.Call, function: str, bound: dict[str, ast.expr], reuse: bool
) -> str | None:
    """The variable scope of the layer that a call makes or shares; None where it is not certain."""
    counts = interp.layer_counts[-1]
    key = "scope" if function.startswith("contrib.") else "name"
    value = interp.value_of.get(id(bound[key])) if key in bound else Host(None)
    given = value.const if isinstance(value, Host) else value
    if (
        interp.undecided
        or not isinstance(given, (str, type(None)))
        or any(s == UNKNOWN_SCOPE for s in interp.variable_scopes)
    ):
        counts[UNSURE] = 1
        return None
    if given is None:
        base = DEFAULTS.get(function)
        if base is None or UNSURE in counts:
            return None
        given, number = base, 1
        while not reuse and counts.get(given, 0):
            given, number = f"{base}_{number}", number + 1
    counts[given] = counts.get(given, 0) + 1
    return "/".join(s for s in (*interp.variable_scopes, given) if s)


def alike(interp: Interpreter, first: ast.AST, second: ast.Call, function: str) -> bool:
    """Whether two calls of one function differ in nothing but their inputs, names and reuse."""
    from migrate.stages.tf_calls import LAYERS, bind

    if not isinstance(first, ast.Call) or interp.names.resolve(first.func) != interp.names.resolve(second.func):
        return False
    ours, theirs = bind(first, LAYERS[function]), bind(second, LAYERS[function])
    if ours is None or theirs is None:
        return False
    left_out = {"inputs", "reuse", "name", "scope"}  # and initializers: the variables exist
    left_out |= {key for key in (*ours, *theirs) if key.endswith(("_initializer", "_initializers"))}

    def arguments(bound: dict[str, ast.expr]) -> dict[str, str]:
        return {k: ast.dump(v) for k, v in bound.items() if k not in left_out}

    plain = (ast.Constant, ast.Attribute, ast.Name, ast.List, ast.Tuple, ast.Load)
    parts = [
        [n for k, v in sorted(bound.items()) if k not in left_out for n in ast.walk(v)] for bound in (ours, theirs)
    ]
    return (
        arguments(ours) == arguments(theirs)
        and all(isinstance(n, plain) for n in parts[0])
        and all(_same(interp, a, b) for a, b in zip(*parts, strict=True) if isinstance(a, ast.Name))
    )


# what a layer's variables decide, or what plays no part once they exist
DECIDED = {
    "inputs",
    "reuse",
    "name",
    "scope",
    "units",
    "filters",
    "num_outputs",
    "kernel_size",
    "trainable",
    "training",
}
DECIDED |= {"is_training", "variables_collections", "outputs_collections"}
DECIDED_ENDS = ("_initializer", "_initializers", "_regularizer", "_constraint")


def settings(interp: Interpreter, bound: dict[str, ast.expr]) -> dict[str, object]:
    """What a call gives a layer beside its inputs and the sizes of its variables, fit to be compared."""
    wanted = {k: v for k, v in bound.items() if k not in DECIDED and not k.endswith(DECIDED_ENDS)}
    return {k: _comparable(interp.value_of.get(id(v))) for k, v in wanted.items()}


def _comparable(value: object) -> object:
    if isinstance(value, Symbol):
        return "symbol", value.path
    if isinstance(value, Host) and value.const is not UNKNOWN:
        return type(value.const), value.const
    if isinstance(value, Function):
        return id(value.node)
    if isinstance(value, Seq) and not value.open:
        return tuple(_comparable(item) for item in value.items)
    return id(value)


def _same(interp: Interpreter, a: ast.AST, b: ast.AST) -> bool:
    """Whether a name stood for the same thing at both places."""
    left, right = interp.value_of.get(id(a)), interp.value_of.get(id(b))
    if isinstance(left, Symbol) and isinstance(right, Symbol):
        return left.path == right.path
    if isinstance(left, Host) and isinstance(right, Host) and left.const is not UNKNOWN:
        return type(left.const) is type(right.const) and left.const == right.const
    return left is right

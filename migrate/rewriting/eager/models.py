"""Layers and models: `tf.layers` objects, `tfe.Network`, and classes derived from Keras models and layers.

Keras 3 makes the variables of a derived model by calling it once more before the first call, so that call must do
nothing but compute.
"""

from __future__ import annotations

import ast

from migrate.rewriting.eager.context import Context
from migrate.rewriting.eager.kinds import HOST, VARIABLE
from migrate.stages.program import Obstacle
from migrate.stages.tf_calls import bind

NETWORK = "contrib.eager.Network"
LAYERS = {"Dense": 3, "Conv1D": 6, "Conv2D": 6, "Flatten": 0, "MaxPooling1D": 3, "MaxPooling2D": 3}
LAYERS |= {"AveragePooling1D": 3, "AveragePooling2D": 3}  # class of tf.layers -> positions shared with Keras
KEYWORDS = {"units", "filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "activation"}
KEYWORDS |= {"use_bias", "kernel_initializer", "bias_initializer", "trainable", "name", "pool_size"}
CHECKPOINTS = {"train.Checkpoint", "contrib.eager.Checkpoint"}
# what Keras 3 keeps under these names cannot be set
KEPT = {"layers", "variables", "weights", "trainable_variables", "non_trainable_variables", "trainable_weights"}
KEPT |= {"non_trainable_weights", "dtype", "path", "metrics", "losses", "compute_dtype", "variable_dtype", "input"}
KEPT |= {"output", "metrics_names", "dtype_policy", "input_dtype", "metrics_variables", "quantization_mode"}
LISTS = {"variables", "weights", "trainable_variables", "trainable_weights", "non_trainable_variables"}
WEIGHT = ("name", "shape", "dtype", "initializer", "regularizer", "trainable", "constraint")


def note_printed(context: Context) -> None:
    """Variables of Keras describe themselves in other words."""
    for node in ast.walk(context.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            for given in node.args:
                if (
                    isinstance(given, ast.Attribute)
                    and given.attr in LISTS
                    and not context.kinds.certain(given.value, HOST)
                ):
                    context.note(node, "TF302", "Keras 3 prints variables in another form")


def derived(context: Context, node: ast.AST) -> bool:
    """Whether a class is a layer or model of Keras."""
    if not isinstance(node, ast.ClassDef):
        return False
    paths = {context.resolved(base) for base in node.bases}
    return bool(paths & {NETWORK, "keras.Model", "keras.models.Model", "keras.layers.Layer"})


def check(context: Context) -> None:
    """Refuses derived classes that Keras 3 builds otherwise."""
    for node in ast.walk(context.tree):
        if derived(context, node):
            _check_class(context, node)  # type: ignore[arg-type]
        elif isinstance(node, ast.ClassDef):
            for base in node.bases:
                path = context.resolved(base)
                if path.startswith(("keras.", "layers.", "nn.rnn_cell.", "contrib.")):
                    raise Obstacle(node, f"a class derived from `tf.{path}`")
                found = context.kinds.definition(base) if isinstance(base, ast.Name) else None
                if derived(context, found):  # type: ignore[arg-type]
                    raise Obstacle(node, "a class derived from a model of this file")


def _check_class(context: Context, node: ast.ClassDef) -> None:
    context.note(node, "TF301", "its layers compute in float32; TensorFlow 1 took the dtype of their first input")
    methods = {m.name: m for m in node.body if isinstance(m, ast.FunctionDef)}
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
            if isinstance(inner.value, ast.Name) and inner.value.id == "self":
                if inner.attr in KEPT:
                    raise Obstacle(inner, f"Keras 3 keeps `{inner.attr}` of a model or layer for itself")
                if context.kinds._bound(inner, ()) == VARIABLE and not _added(context.parents.get(inner)):
                    raise Obstacle(inner, "a plain variable in a model, which Keras 3 does not list")
    reached, waiting = set(), ["call"]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in methods:
            continue
        reached.add(name)
        for inner in ast.walk(methods[name]):
            _check_effect(context, inner)
            if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id == "self":
                waiting.append(inner.attr)
    if "build" in methods:
        _check_build(context, methods["build"])


def _added(statement: ast.AST | None) -> bool:
    call = statement.value if isinstance(statement, ast.Assign) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr.startswith("add_")


def _check_effect(context: Context, node: ast.AST) -> None:
    """Refuses what would happen twice at the first call of a model."""
    acts = isinstance(node, (ast.Global, ast.Nonlocal))
    if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
        acts = True
    if isinstance(node, ast.Call):
        path = context.names.resolve(node.func) or ""
        acts = acts or path.startswith(("numpy.random.", "random.", "time.")) or path == "tensorflow.print"
        acts = acts or isinstance(node.func, ast.Name) and node.func.id in ("print", "next", "open", "input")
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        grows = method in ("append", "extend", "insert", "pop", "add", "update", "setdefault", "write")
        acts = acts or (grows and not path) or method.startswith("assign")
    if acts:
        raise Obstacle(node, "Keras 3 calls a model once more to make its variables, and this would happen twice")


def _check_build(context: Context, node: ast.FunctionDef) -> None:
    """The shape that `build` gets is a tuple in Keras 3."""
    if len(node.args.args) < 2:
        return
    shape = node.args.args[1].arg
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id == shape:
            raise Obstacle(inner, "the shape that `build` gets is a plain tuple in Keras 3")


# ---------------------------------------------------------------- calls and references
def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    if name in CHECKPOINTS:
        for keyword in node.keywords:
            if keyword.arg is None or not context.kinds.certain(keyword.value, VARIABLE):
                raise Obstacle(node, "a checkpoint of a model or an optimizer, which Keras 3 saves under other names")
        if node.args:
            raise Obstacle(node, "a checkpoint of positional objects")
        context.source.replace(node.func, f"{context.tf}.train.Checkpoint")
        return True
    if not name.startswith("layers.") or name.removeprefix("layers.") not in LAYERS:
        return False
    cls = name.removeprefix("layers.")
    if len(node.args) > max(LAYERS[cls], 1) or any(isinstance(a, ast.Starred) for a in node.args):
        raise Obstacle(node, f"`tf.{name}` with these positional arguments")
    for keyword in node.keywords:
        if keyword.arg not in KEYWORDS:
            raise Obstacle(node, f"`tf.{name}` with these arguments")
        if keyword.arg == "padding" and isinstance(keyword.value, ast.Constant):
            context.source.replace(keyword.value, f'"{str(keyword.value.value).lower()}"')
    if cls.startswith(("Max", "Average")) and len(node.args) + len(node.keywords) < 2:
        raise Obstacle(node, "pooling without strides")
    context.source.replace(node.func, f"{context.tf}.keras.layers.{cls}")
    context.note(node, "TF102", f"`tf.{name}` -> `{context.tf}.keras.layers.{cls}`")
    return True


def rewrite_reference(context: Context, node: ast.AST, name: str) -> bool:
    if name != NETWORK:
        return False
    if not isinstance(context.parents.get(node), ast.ClassDef):
        raise Obstacle(node, "`tfe.Network` that is no base class")
    context.source.replace(node, f"{context.tf}.keras.Model")
    context.note(node, "TF102", f"`tf.{NETWORK}` -> `{context.tf}.keras.Model`")
    return True


def rewrite_method(context: Context, node: ast.Call, func: ast.Attribute) -> bool:
    """`self.track_layer(layer)`, `self.add_variable(...)` inside a derived class."""
    if not (isinstance(func.value, ast.Name) and func.value.id == "self"):
        return False
    if func.attr == "track_layer" and len(node.args) == 1 and not node.keywords:
        context.source.replace(node, context.source.expression(node.args[0]))
        return True
    if func.attr not in ("add_variable", "add_weight"):
        return False
    bound = bind(node, WEIGHT)
    if bound is None or set(bound) - set(WEIGHT) or not context.kinds.certain(bound.get("dtype"), HOST):
        raise Obstacle(node, f"`{func.attr}` with these arguments")
    source = context.source
    words = ", ".join(f"{key}={source.expression(value)}" for key, value in bound.items())
    if func.attr == "add_weight" and not node.args:
        return True
    if node.args:
        source.replace(node, f"self.add_weight({words})")
    else:
        source.replace(func, "self.add_weight")
    context.note(node, "TF401", f"`{func.attr}` is `add_weight`")
    return True

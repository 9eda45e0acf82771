"""tf.layers calls: the layer is made once where the call stood, and called inside the function."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.rewriting import batch_norm, built, contrib_layers, hoisting, regularizers
from migrate.stages import dtypes, layer_objects, tf_calls
from migrate.stages.program import Obstacle
from migrate.stages.values import Host, Variable

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

CLASSES = (
    {
        "layers.dense": "Dense",
        "layers.conv2d": "Conv2D",
        "layers.conv1d": "Conv1D",
        "layers.conv3d": "Conv3D",
        "layers.conv2d_transpose": "Conv2DTranspose",
        "layers.separable_conv2d": "SeparableConv2D",
    }
    | {name: cls for name, (cls, _) in contrib_layers.LAYERS.items()}
    | dict.fromkeys(batch_norm.NAMES, "BatchNormalization")
)
KEPT = {
    "units",
    "filters",
    "kernel_size",
    "strides",
    "padding",
    "data_format",
    "dilation_rate",
    "depth_multiplier",
    "activation",
    "use_bias",
    "trainable",
    "name",
}


@dataclass
class Layer:
    name: str
    text: str


def rewrite_call(context: Context, node: ast.Call, path: str) -> None:
    """Registers the layer of one call and puts a call of it in place."""
    name = path.removeprefix("tensorflow.")
    if name not in CLASSES:
        raise Obstacle(node, f"`tf.{name}`")
    bound = tf_calls.bind(node, tf_calls.LAYERS[name])
    if bound is None:
        raise Obstacle(node, "a layer whose arguments are spread")
    source = context.source
    arguments: list[str] = []
    whole = bound
    cls = f"{context.tf}.keras.layers.{CLASSES[name]}"
    if name in batch_norm.NAMES:
        cls, arguments = batch_norm.arguments(context, node, name, bound)
        bound = {"inputs": bound["inputs"]}
    if name in contrib_layers.LAYERS:
        arguments = contrib_layers.arguments(context, name, bound)
        bound = {"inputs": bound["inputs"]}
    arguments += _arguments(context, node, bound, arguments, 1)
    if dtypes.of(context.names, context.value(bound["inputs"]), context.value) == "float64":
        arguments.append('dtype="float64"')  # Keras computes in float32 else
    hoist = next((h for h in context.plan.hoists if h.creation is node), None)
    target = _target(context.interp.parents.get(node), node)
    constructor = f"{cls}({', '.join(arguments)})"
    inputs = source.expression(bound["inputs"])

    def called(holder: str) -> str:
        return (
            batch_norm.call(context, holder, inputs, name, whole) if name in batch_norm.NAMES else f"{holder}({inputs})"
        )

    if hoist is not None:
        if hoist.node is not node:
            raise Obstacle(node, "a layer is made by a helper that takes no tensors")
        if hoist.definition in context.plan.modules:
            context.layer_calls[node] = Layer(hoist.name, constructor)
            source.replace(node, called(f"self.{hoist.name}"))
            return
        if not hoisting.straight(context, node, hoist.definition):
            raise Obstacle(node, "a layer is made under a condition")
    first = context.interp.aliases.get(node)
    if first is not None:
        holder = _shared_layer(context, node, first)
        context.layer_calls[node] = Layer(holder, "")
        source.replace(node, called(holder))
        return
    unit = next((v.unit for v in context.interp.variables if v.node is node), None)
    if unit is None:
        raise Obstacle(node, "a layer in a function that is not called here")
    layer = Layer(context.fresh(f"{target}_layer" if target else CLASSES[name].lower(), scope=unit.scope), "")
    layer.text = f"{layer.name} = {constructor}"
    context.layer_calls[node] = layer
    context.hoisted_lines.setdefault(unit, []).append(layer.text)
    made = [v for v in context.interp.variables if v.node is node]
    for variable in made:
        context.layer_access[variable] = layer.name
        variable.access = built.access(context, variable)
    if built.is_built(context, node):
        context.hoisted_lines[unit].append(f"{layer.name}.build({built.shape(made)})")
    source.replace(node, called(layer.name))


def _arguments(
    context: Context, node: ast.Call, bound: dict[str, ast.expr], before: list[str], skipped: int
) -> list[str]:
    """The arguments of Keras's layer; those that TF1 was given by position stay so while none is left out."""
    source, words = context.source, list(before)
    keyword_of = {id(k.value): k.arg for k in node.keywords}
    for key, argument in bound.items():
        if key in ("inputs", "reuse"):
            continue
        value = context.value(argument)
        if isinstance(value, Host) and value.const is None and key not in ("activation",):
            continue
        if key.endswith(("_initializer",)):
            words.append(f"{key}={source.expression(argument)}")
            continue
        if key.endswith("_regularizer") and key != "activity_regularizer":
            words.append(f"{key}={regularizers.argument(context, argument, key)}")
            continue
        if key not in KEPT:
            raise Obstacle(argument, f"`{key}` of a layer")
        text = source.expression(argument)
        if key == "padding" and isinstance(argument, ast.Constant):
            text = repr(str(argument.value).lower()).replace("'", '"')
        if id(argument) in keyword_of or len(words) != list(bound).index(key) - skipped:
            words.append(f"{key}={text}")
        else:
            words.append(text)
    return words[len(before) :]


def rewrite_object(context: Context, node: ast.Call, name: str) -> None:
    """`tf.layers.Dense(3, _scope=None)` of a list of layers: Keras's layer."""
    bound = layer_objects.arguments(node, name) or {}
    cls = f"{context.tf}.keras.layers.{CLASSES[layer_objects.FUNCTIONS[name]]}"
    words = _arguments(context, node, bound, [], 0)
    inputs = context.interp.listed_inputs.get(node, [None])[0]  # the loop that calls it changes no dtypes
    if dtypes.of(context.names, inputs, context.value) == "float64":
        words.append('dtype="float64"')  # Keras computes in float32 else
    context.layer_calls[node] = Layer("", f"{cls}({', '.join(words)})")
    context.source.replace(node, context.layer_calls[node].text)


def _shared_layer(context: Context, node: ast.Call, first: Variable) -> str:
    """The layer that another call made, which this one uses again."""
    makers = [h for h in context.plan.hoists if h.variable is first]
    mine = next((s for s in context.interp.shared if s.node is node), None)
    if makers and makers[0].definition in context.plan.modules:
        if mine is None or mine.functions != makers[0].making.functions:  # type: ignore[union-attr]
            raise Obstacle(node, "variables that helpers of different kinds share by name")
        return f"self.{makers[0].name}"
    if first not in context.layer_access:
        raise Obstacle(node, "a layer that shares variables before they are made")
    return context.layer_access[first]


def _target(statement: ast.AST | None, node: ast.Call) -> str | None:
    if isinstance(statement, ast.Assign) and statement.value is node and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    return None


def rewrite_stateless(context: Context, node: ast.Call, path: str) -> None:
    """Flatten, pooling and dropout as plain functions of tensors."""
    name = path.removeprefix("tensorflow.")
    bound = tf_calls.bind(node, tf_calls.STATELESS_LAYERS[name])
    if bound is None:
        raise Obstacle(node, "a layer whose arguments are spread")
    source, tf = context.source, context.tf
    text = {k: source.expression(v) for k, v in bound.items()}
    if name in ("layers.flatten", "contrib.layers.flatten"):
        if "data_format" in bound:
            raise Obstacle(node, "flatten with a data format")
        source.replace(node, f"{tf}.keras.layers.Flatten()({text['inputs']})")
        return
    if name in contrib_layers.POOLS:
        source.replace(node, contrib_layers.pool(context, node, name, bound))
        return
    if name in ("layers.dropout", "contrib.layers.dropout"):
        _dropout(context, node, name, bound, text)
        return
    dims = name[-2:]
    function = "max_pool" if "max" in name else "avg_pool"
    if "pool_size" not in bound or "strides" not in bound:
        raise Obstacle(node, "pooling without size or strides")
    if isinstance(bound.get("data_format"), ast.expr):
        raise Obstacle(node, "pooling with a data format")
    padding = bound.get("padding")
    if padding is not None and not isinstance(padding, ast.Constant):
        raise Obstacle(node, "pooling with a computed padding")
    pad = str(padding.value).upper() if padding is not None else "VALID"
    call = f'{tf}.nn.{function}{dims}({text["inputs"]}, {text["pool_size"]}, {text["strides"]}, "{pad}"'
    if "name" in text:
        call += f", name={text['name']}"
    source.replace(node, call + ")")


def _dropout(context: Context, node: ast.Call, name: str, bound: dict, text: dict) -> None:
    source, tf = context.source, context.tf
    training_key = "training" if name == "layers.dropout" else "is_training"
    training = bound.get(training_key)
    default = Host(name != "layers.dropout")
    said = context.value(training) if training is not None else default
    off = isinstance(said, Host) and said.const is False
    if not off and set(bound) - {"inputs", "rate", "keep_prob", training_key, "name", "scope"}:
        raise Obstacle(node, "dropout with a noise shape or seed")
    if name == "layers.dropout":
        rate = text.get("rate", "0.5")
    else:
        rate = f"1 - {text['keep_prob']}" if "keep_prob" in text else "0.5"
    value = context.value(training) if training is not None else Host(name != "layers.dropout")
    if isinstance(value, Host) and value.const is True:
        source.replace(node, f"{tf}.nn.dropout({text['inputs']}, rate={rate})")
    elif isinstance(value, Host) and value.const is False:
        source.replace(node, text["inputs"])
    elif isinstance(value, Host):
        choice = f"{tf}.nn.dropout({text['inputs']}, rate={rate}) if {text[training_key]} else {text['inputs']}"
        alone = isinstance(context.interp.parents.get(node), (ast.Assign, ast.Return))
        source.replace(node, choice if alone else f"({choice})")
    elif text["inputs"].isidentifier():  # the fed flag is a tensor: TF1 draws where it is true
        inputs = text["inputs"]
        dropped = f"lambda: {tf}.nn.dropout({inputs}, rate={rate})"
        source.replace(node, f"{tf}.cond({text[training_key]}, {dropped}, lambda: {inputs})")
    else:  # dropout with rate 0 is the identity
        source.replace(node, f"{tf}.nn.dropout({text['inputs']}, rate={tf}.where({text[training_key]}, {rate}, 0.0))")


def declare(context: Context) -> None:
    """Every layer call was rewritten where it stands in a statement that moves."""
    for node in context.interp.layers:
        if node not in context.layer_calls:
            raise Obstacle(node, "a layer outside the graph")

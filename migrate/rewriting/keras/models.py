"""Methods of Keras models that changed their names, arguments or what they print."""

from __future__ import annotations

import ast

from migrate.rewriting import arguments as args
from migrate.rewriting.keras import custom_layers
from migrate.rewriting.keras.context import STANDALONE, Context
from migrate.rewriting.keras.helpers import helper

_FIT_NAMES = {"nb_epoch": "epochs"}
# methods and how many of their first arguments, x and y, are data
_TAKING_ARRAYS = {
    "fit": 2,
    "evaluate": 2,
    "predict": 1,
    "train_on_batch": 2,
    "test_on_batch": 2,
    "predict_on_batch": 1,
}


def rewrite(context: Context) -> None:
    for name in _TAKING_ARRAYS:
        for call in context.methods(name):
            if context.maybe_model(call.func.value) and not context.overridden(call):  # type: ignore[attr-defined]
                _lists_of_numbers(context, call, name)
    for name, change in (
        ("predict", _predict),
        ("evaluate", _evaluate),
        ("predict_classes", _predict_classes),
        ("predict_proba", _predict_proba),
        ("fit", _fit),
    ):
        for call in reversed(context.methods(name)):
            assert isinstance(call.func, ast.Attribute)
            if context.maybe_model(call.func.value) and not context.overridden(call):
                change(context, call)
    _constructor(context)


def _lists_of_numbers(context: Context, call: ast.Call, name: str) -> None:
    """`fit([1, 2, 3], [2, 4, 6])`: Keras 2 made an array of a list of numbers; for Keras 3 it is a list of inputs."""
    source = context.source
    assert source is not None
    for position, parameter in enumerate(("x", "y")[: _TAKING_ARRAYS[name]]):
        given = args.argument(call, parameter, position)
        if given is not None and _is_list_of_numbers(context, given):
            source.replace(given, f"{context.module('numpy', 'np')}.array({source.expression(given)})")
            context.find("TF401", given, "Keras 3 takes a list for several inputs")


def _is_list_of_numbers(context: Context, node: ast.AST, depth: int = 6) -> bool:
    """`[1, 2]`, also added to another and repeated: `[1] * n + [0] * n`."""
    value = context.value(node)
    if depth == 0 or value is None:
        return False
    if isinstance(value, ast.List):
        return bool(value.elts) and all(isinstance(context.constant(e), (int, float)) for e in value.elts)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return all(_is_list_of_numbers(context, side, depth - 1) for side in (value.left, value.right))
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        return any(isinstance(s, ast.List) and _is_list_of_numbers(context, s) for s in (value.left, value.right))
    return False


def output(context: Context, model: ast.AST) -> tuple[int | None, str | None]:
    """(units, activation) of a model's one output; None for what is not known. No activation is "linear"."""
    made = context.value(model)
    call = context.keras_call(made) if made is not None else None
    if not isinstance(made, ast.Call) or not call:
        return None, None
    if call[1].endswith("Sequential"):
        layers = _sequential_layers(context, model, made)
    elif call[1].endswith("Model"):
        layers = _functional_layers(context, args.argument(made, "outputs", 1) or args.argument(made, "output"))
    else:
        layers = None
    return _last(context, layers) if layers else (None, None)


def _sequential_layers(context: Context, model: ast.AST, made: ast.Call) -> list[ast.AST] | None:
    """The layers of a Sequential from the last one backwards, when all of `add` can be seen."""
    listed = args.argument(made, "layers", 0)
    layers: list[ast.AST] = []
    if listed is not None:
        value = context.value(listed)
        if not isinstance(value, (ast.List, ast.Tuple)):
            return None
        layers = list(value.elts)
    if not isinstance(model, (ast.Name, ast.Attribute)):
        return layers[::-1]
    key = _receiver(context, model)
    if key is None:
        return None
    home = context.function_of(made)
    for call in context.methods("pop"):
        if _receiver(context, call.func.value) == key:  # type: ignore[attr-defined]
            return None
    for call in context.methods("add"):
        assert isinstance(call.func, ast.Attribute)
        if context.value(call.func.value) is not made or len(call.args) != 1:
            continue
        if context.function_of(call) is not home:
            return None
        layers.append(call.args[0])
    if layers:
        at = context.parents[context.statement(layers[-1])]
        if not isinstance(at, (ast.Module, ast.FunctionDef, ast.With)):
            return None
    return layers[::-1]


def _receiver(context: Context, node: ast.AST) -> object:
    made = context.value(node)
    return made if made is not None else ast.dump(node)


def _functional_layers(context: Context, node: ast.AST | None) -> list[ast.AST] | None:
    layers: list[ast.AST] = []
    value = context.value(node) if node is not None else None
    if isinstance(value, (ast.List, ast.Tuple)):
        value = context.value(value.elts[0]) if len(value.elts) == 1 else None
    while isinstance(value, ast.Call) and len(layers) < 4:
        layer = context.value(value.func)
        if not isinstance(layer, ast.Call) or len(value.args) != 1:
            break
        layers.append(layer)
        value = context.value(value.args[0])
    return layers or None


def _last(context: Context, layers: list[ast.AST]) -> tuple[int | None, str | None]:
    activation: str | None = None
    for node in layers:
        layer = context.value(node)
        made = context.keras_call(layer)
        if not isinstance(layer, ast.Call) or not made:
            return None, activation
        kind = made[1].rsplit(".", 1)[-1]
        if kind == "Activation":
            activation = activation or _activation(context, args.argument(layer, "activation", 0))
        elif kind == "Dense":
            given = args.argument(layer, "activation") or (layer.args[1] if len(layer.args) > 1 else None)
            own = _activation(context, given) if given is not None else "linear"
            units = context.constant(args.argument(layer, "units", 0) or args.argument(layer, "output_dim"))
            return (units if isinstance(units, int) else None), activation or own
        elif kind != "Dropout":
            return None, activation
    return None, activation


def _activation(context: Context, node: ast.AST | None) -> str | None:
    value = context.constant(node)
    if value is None:
        return "linear"
    if isinstance(value, str):
        return value
    path = context.keras(node) if node is not None else None
    if path and path[1].startswith("activations."):
        return path[1].split(".")[1]
    full = context.names.resolve(node) if node is not None else None
    return full.rsplit(".", 1)[-1] if full and full.startswith("tensorflow.nn.") else None


def _options(context: Context, call: ast.Call) -> str:
    """The arguments of a predicting call as they go to `predict`, quiet as Keras 2 was."""
    source = context.source
    assert source is not None
    names = ("x", "batch_size", "verbose")
    parts = []
    for name, node in zip(names, call.args, strict=False):
        text = source.expression(node)
        parts.append(text if name == "x" else f"{name}={text}")
    parts += [
        f"{k.arg}={source.expression(k.value)}" if k.arg else f"**{source.expression(k.value)}" for k in call.keywords
    ]
    if not any(part.startswith(("verbose=", "**")) for part in parts):
        parts.append("verbose=0")
    return ", ".join(parts)


def _predict_classes(context: Context, call: ast.Call) -> None:
    source = context.source
    assert source is not None and isinstance(call.func, ast.Attribute)
    model, options = source.expression(call.func.value), _options(context, call)
    units, _ = output(context, call.func.value)
    if units is None:
        text = f"{helper(context, 'predict_classes')}({model}, {options})"
    elif units > 1:
        text = f"{model}.predict({options}).argmax(axis=-1)"
    else:
        text = f'({model}.predict({options}) > 0.5).astype("int32")'
    source.replace(call, text)
    context.find("TF401", call, "Keras 3 models have no `predict_classes`")


def _predict_proba(context: Context, call: ast.Call) -> None:
    source = context.source
    assert source is not None and isinstance(call.func, ast.Attribute)
    source.replace(call, f"{source.expression(call.func.value)}.predict({_options(context, call)})")
    context.find("TF401", call, "Keras 3 models have no `predict_proba`")


def _predict(context: Context, call: ast.Call) -> None:
    """Keras 2 predicted in silence; Keras 3 prints a progress bar unless told not to."""
    source = context.source
    assert source is not None
    if args.starred(call) or args.argument(call, "verbose", 2) is not None or not (call.args or call.keywords):
        return
    args.add(source, call, "verbose=0")
    context.find("TF301", call, "`predict` printed nothing in Keras 2")


def _evaluate(context: Context, call: ast.Call) -> None:
    """The bar of Keras 2.3's `evaluate` showed no values; Keras 3's prints the loss and the metrics."""
    source = context.source
    assert source is not None and isinstance(call.func, ast.Attribute)
    if context.model_flavour(call.func.value) != STANDALONE or args.starred(call):
        return
    verbose = args.argument(call, "verbose", 3)
    if verbose is None and (call.args or call.keywords):
        args.add(source, call, "verbose=0")
        context.find("TF301", call, "`evaluate` printed no values in Keras 2.3")
    elif verbose is not None and context.constant(verbose) == 1:
        source.replace(verbose, "0")
        context.find("TF301", verbose, "`evaluate` printed no values in Keras 2.3")


def _fit(context: Context, call: ast.Call) -> None:
    source = context.source
    assert source is not None
    for old, new in _FIT_NAMES.items():
        item = args.keyword(call, old)
        if item is not None:
            args.rename(source, item, new)
            context.find("TF401", item, f"`{old}` is `{new}`")


def _constructor(context: Context) -> None:
    """`Model(input=..., output=...)` of Keras 1."""
    source = context.source
    assert source is not None
    for call in context.calls:
        made = context.keras_call(call)
        if made and made[1].rsplit(".", 1)[-1] == "Model":
            for old, new in (("input", "inputs"), ("output", "outputs")):
                item = args.keyword(call, old)
                if item is not None:
                    args.rename(source, item, new)
                    context.find("TF401", item, f"`{old}` is `{new}`")


def _trains(context: Context, made: ast.Call) -> bool:
    """Whether a model may be compiled; one that only predicts has no losses."""
    for call in context.methods("compile"):
        known = context.values(call.func.value)  # type: ignore[attr-defined]
        if known is None or any(value is made for value in known):
            return True
    return False


_OTHERWISE = {
    "reset_states": "Keras 3 models have no reset_states",
    "to_yaml": "Keras 3 models have no to_yaml",
    "get_updates": "Keras 3 optimizers have no get_updates",
    "get_gradients": "Keras 3 optimizers have no get_gradients",
}


def obstacles(context: Context) -> None:
    for name, message in _OTHERWISE.items():
        for call in context.methods(name):
            assert isinstance(call.func, ast.Attribute)
            if context.is_model(call.func.value) is not False:
                context.find("TF219", call, message, fixable=False)
    for call in context.calls:
        made = context.keras_call(call)
        if made and made[1].rsplit(".", 1)[-1] == "Model":
            outputs = context.value(args.argument(call, "outputs", 1) or args.argument(call, "output") or call)
            if isinstance(outputs, (ast.List, ast.Tuple)) and len(outputs.elts) > 1 and _trains(context, call):
                context.find("TF219", call, "losses and metrics of several outputs are given otherwise", fixable=False)
        if made and made[1].rsplit(".", 1)[-1] in ("Model", "Sequential") and args.starred(call):
            context.find("TF219", call, "the model's arguments cannot be seen here", fixable=False)
    for node in context.nodes:
        if isinstance(node, ast.ClassDef) and not context.eager:
            for base in node.bases:
                made = context.keras(base)
                derived = made[1].rsplit(".", 1)[-1] if made else ""
                if made and derived in ("Model", "Layer", "Optimizer", "Wrapper", "RNN"):
                    if custom_layers.certain(context, node):
                        continue
                    context.find("TF219", node, f"a class derived from {made[1]} is built otherwise", fixable=False)
        elif isinstance(node, ast.Attribute) and node.attr in ("total_loss", "targets", "sample_weights", "updates"):
            if context.is_model(node.value):
                context.find("TF219", node, f"Keras 3 models have no graph tensor `{node.attr}`", fixable=False)

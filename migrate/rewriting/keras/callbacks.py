"""Keras callbacks and saved models: arguments that went, file names that Keras 3 refuses."""

from __future__ import annotations

import ast

from migrate.rewriting.keras import arguments as args
from migrate.rewriting.keras.context import STANDALONE, Context

_GONE = {"TensorBoard": ("batch_size", "write_grads", "embeddings_layer_names", "embeddings_data")}


def _callback(context: Context, call: ast.AST) -> tuple[str, str] | None:
    found = context.keras_call(call)
    if found and found[1].startswith("callbacks.") and found[1].count(".") == 1:
        return found[0], found[1].split(".")[1]
    return None


def rewrite(context: Context) -> None:
    source = context.source
    assert source is not None
    for call in context.calls:
        made = _callback(context, call)
        if not made:
            continue
        flavour, name = made
        gone: list[ast.keyword] = [k for k in call.keywords if k.arg in _GONE.get(name, ())]
        if name == "ModelCheckpoint":
            gone += [k for k in call.keywords if k.arg == "period" and context.constant(k.value) == 1]
        for item in gone:
            context.find("TF401", item, f"{name} has no `{item.arg}` in Keras 3")
        args.remove(source, call, gone)
        if name == "ReduceLROnPlateau" and flavour == STANDALONE:
            item = args.keyword(call, "epsilon")
            if item is not None:
                args.rename(source, item, "min_delta")
                context.find("TF401", item, "`epsilon` is `min_delta`")


def obstacles(context: Context) -> None:
    for call in context.calls:
        made = _callback(context, call)
        if made and made[1] == "ModelCheckpoint":
            weights = args.argument(call, "save_weights_only", 4)
            only = context.constant(weights) if weights is not None else False
            _path(context, call, args.argument(call, "filepath", 0), only)
            period = args.keyword(call, "period")
            if period is not None and context.constant(period.value) != 1:
                context.find("TF218", period, "Keras 3's ModelCheckpoint has no `period`", fixable=False)
        elif made and made[1] == "TensorBoard" and args.keyword(call, "embeddings_data"):
            context.find("TF218", call, "Keras 3's TensorBoard writes no embeddings of data", fixable=False)
    for name, weights in (("save", False), ("save_weights", True)):
        for call in context.methods(name):
            assert isinstance(call.func, ast.Attribute)
            if context.maybe_model(call.func.value):
                _path(context, call, args.argument(call, "filepath", 0), weights)
    for call in context.methods("load_weights"):
        assert isinstance(call.func, ast.Attribute)
        if context.maybe_model(call.func.value):
            _path(context, call, args.argument(call, "filepath", 0), True)
    for call in context.calls:
        made = context.keras_call(call)
        if made and made[1] in ("models.load_model", "load_model"):
            _loaded(context, call)


def _path(context: Context, call: ast.Call, node: ast.AST | None, weights: object) -> None:
    """Keras 3 takes `.keras`, `.h5` and `.hdf5` for models and only `.weights.h5` for weights."""
    text = _ending(context, node)
    good = (".weights.h5",) if weights else (".keras", ".h5", ".hdf5")
    if made := _callback(context, call):
        good = good if weights else (".keras", ".h5")
        del made
    if weights not in (True, False) or text is None or not text.endswith(good):
        context.find("TF218", call, f"Keras 3 writes and reads only files that end in {' or '.join(good)}", False)


def _ending(context: Context, node: ast.AST | None) -> str | None:
    """How a file name ends, through constants, joins and formatting; None when not known."""
    value = context.value(node) if node is not None else None
    if isinstance(value, ast.Constant):
        return value.value if isinstance(value.value, str) else None
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return _ending(context, value.right)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mod):
        return _ending(context, value.left)
    if isinstance(value, ast.JoinedStr) and value.values and isinstance(value.values[-1], ast.Constant):
        return str(value.values[-1].value)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        if value.func.attr == "join" and value.args:
            return _ending(context, value.args[-1])
        if value.func.attr == "format":
            return _ending(context, value.func.value)
    return None


def _loaded(context: Context, call: ast.Call) -> None:
    """A model file is certain to load only where this program itself has written it."""
    node = args.argument(call, "filepath", 0)
    wanted = ast.dump(context.value(node) or node) if node is not None else ""
    for saved in context.methods("save"):
        path = args.argument(saved, "filepath", 0)
        if path is not None and ast.dump(context.value(path) or path) == wanted and saved.lineno < call.lineno:
            return
    context.find("TF218", call, "Keras 3 cannot load a model file that TensorFlow 1 wrote", fixable=False)

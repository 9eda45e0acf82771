"""Files of models and weights: names that Keras 3 refuses, and files that it cannot read.

Keras 3 writes weights alone only under names that end in `.weights.h5`, but it reads them from any HDF5 file of Keras 2
and from the file of a whole model. A program that names its weights otherwise writes the whole model to that name.
"""

from __future__ import annotations

import ast

from migrate.models.training import LOSSES
from migrate.rewriting import arguments as args
from migrate.rewriting.keras import custom_layers
from migrate.rewriting.keras.context import Context

_HDF5 = (".h5", ".hdf5")
_BUILT = ("Sequential", "Model", "clone_model", "load_model", "model_from_json")
_WEIGHTS = ".weights.h5"
_TRAINING = ("fit", "fit_generator", "train_on_batch")
_REFUSED = "Keras 3 writes and reads only files that end in {}"


def rewrite(context: Context) -> None:
    source = context.source
    assert source is not None
    for call in context.methods("save_weights"):
        if not (_of_model(context, call) and _as_whole(context, call)):
            continue
        assert isinstance(call.func, ast.Attribute)
        end = source.span(call.func)[1]
        source.replace_span(end - len("save_weights"), end, "save")
        gone = [k for k in call.keywords if k.arg == "save_format"]
        args.name_positionals(source, call, ("filepath", "overwrite"), 1)
        args.add(source, call, "include_optimizer=False", gone=gone)
        context.find(
            "TF401", call, "weights alone need a name that ends in .weights.h5; the whole model's file has them"
        )
    if any(_compiled(context, call) for call in _loads(context)):
        for node in _brief_losses(context):
            if isinstance(node, ast.Constant):
                source.replace(node, repr(LOSSES[str(node.value).lower()]))
                context.find("TF401", node, f"Keras 3 cannot read {node.value!r} back from an HDF5 file")
    for call in context.calls:
        if checkpoint(context, call) and _only_weights(context, call) is True and _as_whole(context, call):
            item = args.keyword(call, "save_weights_only")
            if item is not None:
                args.remove(source, call, [item])
                context.find(
                    "TF401", call, "weights alone need a name that ends in .weights.h5; the whole model's file has them"
                )


def obstacles(context: Context) -> None:
    for call in context.calls:
        if checkpoint(context, call):
            only = _only_weights(context, call)
            if not (only is True and _as_whole(context, call, (".h5",)) and args.keyword(call, "save_weights_only")):
                _path(context, call, (_WEIGHTS,) if only else (".keras", ".h5"), only in (True, False))
    for call in _loads(context):
        _loaded(context, call)
    for call in context.methods("save"):
        if _of_model(context, call):
            _path(context, call, (".keras", *_HDF5))
    for call in context.methods("save_weights"):
        if _of_model(context, call) and not _as_whole(context, call):
            _path(context, call, (_WEIGHTS,))
    for call in context.methods("load_weights"):
        if not _of_model(context, call):
            continue
        _path(context, call, _HDF5)
        if (_ending(context, _file(call)) or "").endswith(_WEIGHTS):
            continue
        if args.keyword(call, "by_name") or len(call.args) > 1:
            context.find(
                "TF218", call, "layers have other names in Keras 3, so weights cannot be loaded by name", False
            )
        elif _freezes(context):
            context.find("TF218", call, "Keras 3 reads the weights of frozen layers in another order", fixable=False)


def checkpoint(context: Context, call: ast.Call) -> bool:
    return (context.keras_call(call) or ("", ""))[1] == "callbacks.ModelCheckpoint"


def _of_model(context: Context, call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and context.maybe_model(call.func.value)


def _file(call: ast.Call) -> ast.expr | None:
    return args.argument(call, "filepath", 0)


def _only_weights(context: Context, call: ast.Call) -> object:
    """Whether a checkpoint holds weights alone: True, False or, where that is not known, `...`."""
    given = args.argument(call, "save_weights_only", 4)
    return context.constant(given) if given is not None else False


def _as_whole(context: Context, call: ast.Call, endings: tuple[str, ...] = _HDF5) -> bool:
    """Whether weights alone are written to a name under which Keras 3 can only write the whole model.

    A model of a class of its own has no whole to write, and no one else may look into the file.
    """
    text = _ending(context, _file(call))
    if text is None or not text.endswith(endings) or text.endswith(_WEIGHTS) or args.starred(call):
        return False
    if checkpoint(context, call):
        built = not any(isinstance(n, ast.ClassDef) and _derived(context, n) for n in context.nodes)
    else:
        known = context.values(call.func.value)  # type: ignore[attr-defined]
        made = [(context.keras_call(v) or ("", ""))[1] for v in known or []]
        built = bool(made) and all(p.rsplit(".", 1)[-1] in _BUILT or p.startswith("applications.") for p in made)
    if any(isinstance(n, ast.ClassDef) and custom_layers.of_layer(context, n) for n in context.nodes):
        return False  # a layer that may have no description
    kind = args.keyword(call, "save_format")
    return built and not _reads_hdf5(context) and (kind is None or context.constant(kind.value) == "h5")


def _derived(context: Context, node: ast.ClassDef) -> bool:
    return any(
        (context.keras(base) or ("", ""))[1].rsplit(".", 1)[-1] in ("Model", "Sequential") for base in node.bases
    )


def _reads_hdf5(context: Context) -> bool:
    return any(
        isinstance(n, (ast.Import, ast.ImportFrom)) and any(part in ast.dump(n) for part in ("'h5py", "'tables"))
        for n in context.nodes
    )


def _freezes(context: Context) -> bool:
    return any(
        (isinstance(n, ast.Attribute) and n.attr == "trainable" and isinstance(n.ctx, ast.Store))
        or (isinstance(n, ast.keyword) and n.arg == "trainable" and context.constant(n.value) is not True)
        for n in context.nodes
    )


def _path(context: Context, call: ast.Call, good: tuple[str, ...], known: bool = True) -> None:
    text = _ending(context, _file(call))
    if not known or text is None or not text.endswith(good):
        context.find("TF218", call, _REFUSED.format(" or ".join(good)), fixable=False)


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


def _loads(context: Context) -> list[ast.Call]:
    found = [call for call in context.calls if (context.keras_call(call) or ("", ""))[1].endswith("load_model")]
    return sorted(found, key=lambda call: call.lineno)


def _compiled(context: Context, call: ast.Call) -> bool:
    """Whether `load_model` gives an HDF5 file's model with its loss and optimizer."""
    given = args.argument(call, "compile", 2)
    return (_ending(context, _file(call)) or "").endswith(_HDF5) and (
        given is None or context.constant(given) is not False
    )


def _brief_losses(context: Context) -> list[ast.expr]:
    """What is given as a loss and is, or may be, one of the names that do not come back."""
    found: list[ast.expr] = []
    for call in context.methods("compile"):
        given = args.argument(call, "loss", 1)
        known = context.value(given) or given if given is not None else None
        names = [n.value for n in ast.walk(known) if isinstance(n, ast.Constant)] if known is not None else []
        if given is not None and any(isinstance(name, str) and name.lower() in LOSSES for name in names):
            found.append(given)
    return found


def _loaded(context: Context, call: ast.Call) -> None:
    """A model file is certain to load only where this program itself has written it."""
    node = _file(call)
    wanted = ast.dump(context.value(node) or node) if node is not None else ""
    for saved in context.methods("save"):
        path = _file(saved)
        if path is not None and ast.dump(context.value(path) or path) == wanted and saved.lineno < call.lineno:
            given = args.argument(saved, "include_optimizer", 2)
            if _compiled(context, call) and (given is None or context.constant(given) is not False):
                _from_hdf5(context, call)
            return
    context.find(
        "TF218", call, "Keras 3 cannot load a model file that TensorFlow 1 wrote: see `migrate convert`", fixable=False
    )


def _from_hdf5(context: Context, call: ast.Call) -> None:
    """What Keras 3 cannot do with a compiled model of an HDF5 file."""
    for node in _brief_losses(context):
        if not isinstance(node, ast.Constant):
            context.find("TF218", node, "Keras 3 cannot read this loss back from an HDF5 file", fixable=False)
    statement = context.statement(call)
    target = ast.dump(ast.parse(ast.unparse(statement.targets[0]))) if isinstance(statement, ast.Assign) else None

    def calls(names: tuple[str, ...]) -> list[ast.Call]:
        found = [c for name in names for c in context.methods(name)]
        return [c for c in found if target is None or ast.dump(ast.parse(ast.unparse(c.func.value))) == target]  # type: ignore[attr-defined]

    again = [c.lineno for c in calls(("compile",)) if c.lineno > call.lineno]
    if target is None or isinstance(context.function_of(call), ast.FunctionDef):
        trained = [c for name in _TRAINING for c in context.methods(name)]
    else:
        trained = [c for c in calls(_TRAINING) if c.lineno > call.lineno and not any(a < c.lineno for a in again)]
    if trained:
        text = "Keras 3 cannot go on training a model that it has read from an HDF5 file"
        context.find("TF218", call, text, fixable=False)

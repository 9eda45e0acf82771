"""Modules and names that Keras 3 has elsewhere, and those that it has nowhere."""

from __future__ import annotations

import ast
import re

from migrate.blocks import blocks
from migrate.names import starred
from migrate.rewriting.keras import backend, backend_sessions, backend_settings, images
from migrate.rewriting.keras.context import STANDALONE, TF_KERAS, Context, split
from migrate.symbols.starred import others

_ROOTS = {STANDALONE: "keras", TF_KERAS: "tensorflow.keras"}
# module of Keras 2 -> module of Keras 3, both inside Keras
_MODULES = {
    **{
        f"layers.{name}": "layers"
        for name in (
            "core convolutional pooling normalization recurrent embeddings advanced_activations wrappers noise merge "
            "local convolutional_recurrent cudnn_recurrent"
        ).split()
    },
    "objectives": "losses",
    "engine.topology": "layers",
    "engine.base_layer": "layers",
    "engine.input_layer": "layers",
    "engine.training": "models",
    "engine": "layers",
    "utils.np_utils": "utils",
    "utils.generic_utils": "utils",
    "utils.vis_utils": "utils",
    "utils.data_utils": "utils",
    "utils.io_utils": "utils",
    "backend.tensorflow_backend": "backend",
}
# modules that only `tf.keras` still has
_TF_ONLY = ("preprocessing.text", "preprocessing.sequence", "preprocessing.image.ImageDataGenerator")
_RENAMED = {
    "layers.CuDNNLSTM": "layers.LSTM",
    "layers.CuDNNGRU": "layers.GRU",
    "losses.mse": "losses.mean_squared_error",
    "losses.MSE": "losses.mean_squared_error",
    "losses.mae": "losses.mean_absolute_error",
    "losses.MAE": "losses.mean_absolute_error",
    "losses.mape": "losses.mean_absolute_percentage_error",
    "losses.msle": "losses.mean_squared_logarithmic_error",
    "losses.kullback_leibler_divergence": "losses.kl_divergence",
    "losses.kld": "losses.kl_divergence",
    "losses.logcosh": "losses.log_cosh",
    "losses.huber_loss": "losses.huber",
    "metrics.mse": "metrics.mean_squared_error",
    "metrics.mae": "metrics.mean_absolute_error",
    "initializers.normal": "initializers.RandomNormal",
    "initializers.uniform": "initializers.RandomUniform",
    "initializers.zero": "initializers.Zeros",
    "initializers.one": "initializers.Ones",
    "constraints.maxnorm": "constraints.MaxNorm",
    "constraints.nonneg": "constraints.NonNeg",
    "constraints.unitnorm": "constraints.UnitNorm",
    "models.Input": "layers.Input",
    "optimizers.sgd": "optimizers.SGD",
    "optimizers.rmsprop": "optimizers.RMSprop",
    "optimizers.adagrad": "optimizers.Adagrad",
    "optimizers.adadelta": "optimizers.Adadelta",
    "optimizers.adam": "optimizers.Adam",
    "optimizers.adamax": "optimizers.Adamax",
    "engine.Model": "models.Model",
    "engine.topology.Model": "models.Model",
    "engine.training.Model": "models.Model",
    "preprocessing.sequence.pad_sequences": "preprocessing.sequence.pad_sequences",
}
# Keras 2 names without an equal in Keras 3
_GONE = {
    "layers": "AtrousConvolution1D AtrousConvolution2D ConvLSTM2DCell ConvRecurrent2D "
    "Deconvolution2D Deconvolution3D Highway LocallyConnected1D LocallyConnected2D MaxoutDense Recurrent "
    "ThresholdedReLU AbstractRNNCell DenseFeatures Merge",
    "models": "model_from_config model_from_yaml",
    "optimizers": "TFOptimizer nadam",
    "callbacks": "BaseLogger",
    "utils": "GeneratorEnqueuer H5Dict HDF5Matrix OrderedEnqueuer SequenceEnqueuer convert_all_kernels_in_model "
    "multi_gpu_model print_summary multi_gpu_utils training_utils layer_utils conv_utils",
    "metrics": "MeanRelativeError cosine cosine_proximity cosine_similarity logcosh accuracy mape msle "
    "kullback_leibler_divergence",
    "losses": "cosine cosine_proximity",
    "preprocessing.sequence": "TimeseriesGenerator",
    "preprocessing.image": "DirectoryIterator DataFrameIterator Iterator NumpyArrayIterator "
    "apply_affine_transform apply_brightness_shift apply_channel_shift random_brightness random_channel_shift "
    "random_rotation random_shear random_shift random_zoom",
}
_GONE_PATHS = {f"{module}.{name}" for module, names in _GONE.items() for name in names.split()}
_GONE_MODULES = (
    "wrappers",
    "legacy",
    "estimator",
    "experimental",
    "utils.multi_gpu_utils",
    "utils.training_utils",
)
_WRAPPERS, _ESTIMATORS = "wrappers.scikit_learn", "compat.scikit_learn"
BACKEND = {
    "backend",
    "epsilon",
    "set_epsilon",
    "floatx",
    "set_floatx",
    "image_data_format",
    "set_image_data_format",
    "clear_session",
}


def moved(path: str) -> str:
    """Where Keras 3 has a Keras 2 path."""
    if path in _RENAMED:
        return _RENAMED[path]
    for old in sorted(_MODULES, key=len, reverse=True):
        if path == old:
            return _MODULES[old]
        if path.startswith(old + "."):
            inner = f"{_MODULES[old]}.{path[len(old) + 1 :]}"
            return _RENAMED.get(inner, inner)
    return path


def gone(path: str) -> bool:
    """Whether Keras 3 lacks a Keras 2 path."""
    if any(path == m or path.startswith(m + ".") for m in _GONE_MODULES):
        return True
    new = moved(path)
    parts = new.split(".")
    return any(".".join(parts[:n]) in _GONE_PATHS for n in range(2, len(parts) + 1))


def _target(context: Context, flavour: str, path: str) -> tuple[str, str]:
    new = moved(path)
    if flavour == STANDALONE and new.split(".")[0] == "backend" and context.legacy_backend:
        flavour = TF_KERAS
    tf_only = any(new == m or new.startswith(m + ".") for m in _TF_ONLY)
    if flavour == STANDALONE and tf_only and new != "preprocessing.sequence.pad_sequences":
        flavour = TF_KERAS
    return flavour, new


def rewrite(context: Context) -> None:
    for node in context.nodes:
        if isinstance(node, ast.ImportFrom) and not node.level:
            _from_import(context, node)
        elif isinstance(node, ast.Import):
            _import(context, node)
        elif isinstance(node, ast.Attribute) and not isinstance(context.parents.get(node), ast.Attribute):
            _attribute(context, node)


def obstacles(context: Context) -> None:
    for node, _, path in context.uses():
        if path.startswith("backend.") and path != "backend.tensorflow_backend":
            name = path.rsplit(".", 1)[-1] if "tensorflow_backend" in path else path.split(".")[1]
            if backend.on_tensors(path) and (isinstance(node, ast.ImportFrom) or not backend.refused(context, node)):
                continue
            if isinstance(node, ast.ImportFrom) or backend_settings.certain(context, node, name):
                continue
            if backend_sessions.is_setter(path) and backend_sessions.certain(context, node):
                continue
            if name not in BACKEND and not _learning_rate(context, node, name):
                context.find(
                    "TF210", node, f"`{name}` of the Keras backend works on a TensorFlow 1 graph", fixable=False
                )
        elif path.startswith(f"{_WRAPPERS}.") and isinstance(node, (ast.ImportFrom, ast.Name)):
            continue
        elif isinstance(node, ast.ImportFrom) and path.startswith("layers.") and _either(context, node, path):
            context.find("TF211", node, "which of two recurrent layers a name stands for depends on the GPU", False)
        elif gone(path):
            context.find("TF211", node, f"Keras 3 has no {path}", fixable=False)
        elif isinstance(node, ast.Attribute) and moved(path) != path and _base(context, node, path) is None:
            context.find("TF211", node, f"{path} cannot be renamed at this place", fixable=False)
    for node, module in _came_along(context):
        context.find("TF211", node, f"`{node.id}` came with `from {module} import *` of Keras 2", fixable=False)


def _either(context: Context, node: ast.ImportFrom, path: str) -> bool:
    """Whether a cuDNN layer is imported under a name that also stands for one that computes something else.

    The LSTM of Keras 2.3 is cuDNN's; its GRU, and both of tf.keras 1.15, have other gates or activations.
    """
    kind = path.rsplit(".", 1)[-1]
    if not kind.startswith("CuDNN"):
        return False
    name = next((a.asname or a.name for a in node.names if a.name == kind), kind)
    scope = context.names.scope_of.get(node, context.names.module_scope).find(name)
    if scope is None or len(scope.bindings[name]) < 2:
        return False
    used = any(isinstance(n, ast.Name) and n.id == name for n in context.nodes)
    return used and not (kind == "CuDNNLSTM" and context.flavours == {STANDALONE})


def _learning_rate(context: Context, node: ast.AST, name: str) -> bool:
    """`K.get_value(optimizer.lr)` and `K.set_value(optimizer.lr, x)` have an exact form."""
    call = context.parents.get(node)
    if name not in ("get_value", "set_value", "eval") or not isinstance(call, ast.Call) or call.func is not node:
        return False
    first = call.args[0] if call.args else None
    if name == "set_value" and not isinstance(context.parents.get(call), ast.Expr):
        return False
    return isinstance(first, ast.Attribute) and first.attr in ("lr", "learning_rate")


def _from_import(context: Context, node: ast.ImportFrom) -> None:
    source = context.source
    assert source is not None and node.module is not None
    base = split(node.module + ".") or split(node.module)
    if base is None:
        return
    if base[1].rstrip(".") == _WRAPPERS:
        _module_text(context, node, _ESTIMATORS)
        context.find("TF403", node, "Keras 3 has no estimators for scikit-learn; the runtime has them")
        return
    if node.names[0].name == "*":
        _star_import(context, node, base)
        return
    lines: dict[str, list[str]] = {}
    changed = False
    kept = []
    for alias in node.names:
        path = f"{base[1]}{alias.name}" if base[1].endswith(".") or not base[1] else f"{base[1]}.{alias.name}"
        if backend_sessions.is_setter(path):
            changed = True
            continue
        kept.append(alias)
        if path == images.CLASS and images.transforms(context):
            lines.setdefault(images.RUNTIME, []).append(_as_written(alias))
            changed = True
            continue
        flavour, new = _target(context, base[0], path)
        module, _, name = f"{_ROOTS[flavour]}.{new}".rpartition(".")
        bound = alias.asname or alias.name
        lines.setdefault(module, []).append(name if name == bound else f"{name} as {bound}")
        changed = changed or f"{module}.{name}" != f"{node.module}.{alias.name}"
    if not changed:
        return
    if not kept:
        _no_import(context, node)
    elif len(lines) == 1 and [_as_written(alias) for alias in node.names] == next(iter(lines.values())):
        _module_text(context, node, next(iter(lines)))
    else:
        indent = source.indent_of(node)
        source.replace(node, f"\n{indent}".join(f"from {m} import {', '.join(n)}" for m, n in lines.items()))
    context.find("TF403", node, f"{node.module} is elsewhere in Keras 3")


def _as_written(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name


def _no_import(context: Context, node: ast.ImportFrom) -> None:
    source = context.source
    assert source is not None
    start, end = source.span(node)
    first, last = source.line_start(start), source.line_end(end)
    alone = [node] in blocks(context.parents[node])
    whole = source.text[first:last].strip() == source.text[start:end]
    source.replace(node, "pass") if alone or not whole else source.replace_span(first, last, "")


def _star_import(context: Context, node: ast.ImportFrom, base: tuple[str, str]) -> None:
    """`from keras.layers.core import *`: what Keras 3 has elsewhere or under another name is imported by name."""
    source = context.source
    assert source is not None
    flavour, path = base[0], base[1].rstrip(".")
    new = moved(path)
    if path and new != path:
        _module_text(context, node, f"{_ROOTS[flavour]}.{new}")
    lines: dict[str, list[str]] = {}
    used = sorted({n.id for n in context.nodes if isinstance(n, ast.Name) and context.keras(n)} & starred(node))
    for name in used:
        stars = context.names.module_scope.bindings.get(name, [])
        if not all(isinstance(s, ast.ImportFrom) and s.names[0].name == "*" for s in stars):
            continue  # imported by name as well
        if node is stars[-1] and not any(_brings(context, s, name) for s in stars):  # type: ignore[arg-type]
            place, target = _target(context, flavour, f"{path}.{name}")
            module, _, last = f"{_ROOTS[place]}.{target}".rpartition(".")
            lines.setdefault(module, []).append(last if last == name else f"{last} as {name}")
    if lines:
        indent = source.indent_of(node)
        text = "".join(f"\n{indent}from {m} import {', '.join(n)}" for m, n in lines.items())
        source.insert(source.span(node)[1], text)
        context.find("TF403", node, f"{node.module} has other names in Keras 3")


def _brings(context: Context, node: ast.ImportFrom, name: str) -> bool:
    """Whether a star import still binds a name in Keras 3."""
    base = split(f"{node.module}.")
    if base is None:
        return False
    path = base[1].rstrip(".")
    flavour, target = _target(context, base[0], f"{path}.{name}")
    return (flavour, target) == (base[0], f"{moved(path)}.{name}")


def _came_along(context: Context) -> list[tuple[ast.Name, str]]:
    """Names that only a star import of Keras 2 bound, though they are not Keras's: (name, module)."""
    stars = [n for n in context.nodes if isinstance(n, ast.ImportFrom) and not n.level and n.names[0].name == "*"]
    extra = {name: n.module or "" for n in stars if split((n.module or "") + ".") for name in others(n.module or "")}
    return [
        (n, extra[n.id])
        for n in context.nodes
        if isinstance(n, ast.Name) and n.id in extra and context.names.scope_of[n].find(n.id) is None
    ]


def _module_text(context: Context, node: ast.ImportFrom, module: str) -> None:
    source = context.source
    assert source is not None
    start, end = source.span(node)
    found = re.compile(r"from\s+([\w.]+)").match(source.text, start, end)
    if found:
        source.replace_span(found.start(1), found.end(1), module)


def _import(context: Context, node: ast.Import) -> None:
    source = context.source
    assert source is not None
    for alias in node.names:
        found = split(alias.name)
        if not found:
            continue
        flavour, new = _target(context, *found)
        full = f"{_ROOTS[flavour]}.{new}"
        if full == alias.name:
            continue
        if alias.asname:
            source.replace(alias, f"{full} as {alias.asname}")
        else:
            source.replace(alias, full)
        context.find("TF403", node, f"{alias.name} is elsewhere in Keras 3")


def _base(context: Context, node: ast.AST, path: str) -> str | None:
    """The text by which an attribute reaches Keras itself (`keras`, `tf.keras`)."""
    at = node
    while isinstance(at, ast.Attribute):
        at = at.value
        if context.names.resolve(at) in ("keras", "tensorflow.keras"):
            return ast.unparse(at)
        if context.names.resolve(at) == "tensorflow":
            return ast.unparse(at) + ".keras"
    # `optimizers.sgd` where `optimizers` is imported: only the last name changes
    new = moved(path)
    if isinstance(node, ast.Attribute) and new.rpartition(".")[0] == path.rpartition(".")[0]:
        return ast.unparse(node.value) + "\0"
    # `np_utils.to_categorical` where the import of np_utils is changed
    if isinstance(node, ast.Attribute) and context.keras(node.value):
        inner = context.keras(node.value)
        if inner and f"{moved(inner[1])}.{node.attr}" == new:
            return ""
    return None


def _attribute(context: Context, node: ast.Attribute) -> None:
    source = context.source
    assert source is not None
    found = context.keras(node)
    full = context.names.resolve(node) or ""
    if not found or not found[1]:
        return
    flavour, new = _target(context, *found)
    if new == found[1] and flavour == found[0] and not full.startswith(("tensorflow.python", "tensorflow.contrib")):
        return
    base = _base(context, node, found[1])
    if not base:
        return
    if base.endswith("\0"):
        text = f"{base[:-1]}.{new.rpartition('.')[2]}"
        if text == source.segment(node):
            return  # what holds it is imported from elsewhere
        source.replace(node, text)
    elif flavour != found[0]:
        source.replace(node, f"{context.prefix(flavour)}.{new}")
    else:
        source.replace(node, f"{base}.{new}")
    context.find("TF403", node, f"{found[1]} is elsewhere in Keras 3")

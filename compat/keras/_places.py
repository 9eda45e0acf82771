"""Where Keras 2.3.1 had its modules, and what they are now."""

import importlib
import types

from compat.errors import MissingSymbol
from compat.tf1 import _legacy
from compat.tf1._namespace import Lazy, Namespace

TOP = [
    "Input", "Model", "Sequential", "activations", "applications", "backend", "callbacks", "constraints", "datasets",
    "engine", "initializers", "layers", "losses", "metrics", "models", "objectives", "optimizers", "preprocessing",
    "regularizers", "utils", "wrappers",
]  # fmt: skip

_LAYER_MODULES = (
    "core", "convolutional", "convolutional_recurrent", "pooling", "local", "recurrent", "cudnn_recurrent",
    "embeddings", "merge", "advanced_activations", "normalization", "noise", "wrappers",
)  # fmt: skip
_UTIL_MODULES = (
    "conv_utils", "data_utils", "generic_utils", "io_utils", "layer_utils", "losses_utils", "metrics_utils",
    "multi_gpu_utils", "np_utils", "vis_utils", "training_utils",
)  # fmt: skip


def _own(name):
    return Lazy(f"compat.keras.{name}")


def _plain(path, extra=None, advice=None):
    return Namespace(f"keras.{path}", lambda: _legacy.keras_module(path), extra, advice)


def _find(path):
    """The namespace of a dotted path below ``keras``."""
    first, _, rest = path.partition(".")
    if first == "layers" and (not rest or rest in _LAYER_MODULES):
        return importlib.import_module("compat.keras._layers").NAMESPACE
    if first == "engine":
        return _engine()
    if first == "models" and not rest:
        return _models()
    if first == "optimizers" and not rest:
        return importlib.import_module("compat.keras._optimizers").NAMESPACE
    if first == "objectives":
        return _find("losses")
    if first == "utils" and (not rest or rest in _UTIL_MODULES):
        return _utils()
    if first == "backend" and rest in ("", "tensorflow_backend", "common"):
        return importlib.import_module("compat.keras._backend").NAMESPACE
    if first == "preprocessing" and rest:
        return _preprocessing(rest)
    if first == "wrappers":
        return _wrappers(rest)
    if first == "datasets" and rest == "cifar":
        return None
    if first == "callbacks" and rest in ("callbacks", "tensorboard_v1", "tensorboard_v2"):
        return _find("callbacks")
    if first in TOP:
        if rest:
            module = _legacy.keras_module(first)
            for part in rest.split("."):
                module = getattr(module, part, None)
            return module if isinstance(module, types.ModuleType) else None
        return _plain(first)
    return None


_cache = {}


def find(path):
    if path not in _cache:
        _cache[path] = _find(path)
    return _cache[path]


def resolve(dotted):
    """The module that Keras 2.3.1 calls ``keras.<dotted>``, or None."""
    found = find(dotted)
    if isinstance(found, Namespace) and "." not in dotted:
        _attach(dotted, found)
    return found


def _attach(path, namespace):
    names = {"layers": _LAYER_MODULES, "utils": _UTIL_MODULES}.get(path, ())
    extra = namespace.__dict__["_ns"][2]
    for name in names:
        extra.setdefault(name, namespace)


def top(name):
    """An attribute of ``keras``."""
    if name.startswith("__"):
        raise AttributeError(name)
    if name in ("Model", "Sequential"):
        return getattr(find("models"), name)
    if name == "Input":
        return find("layers").Input
    found = resolve(name)
    if found is None:
        raise MissingSymbol(f"keras.{name}")
    return found


def _wrappers(rest):
    estimators = Lazy("compat.scikit_learn")
    return estimators.get() if rest else Namespace("keras.wrappers", None, {"scikit_learn": estimators})


def _engine():
    names = ("topology", "training", "base_layer", "input_layer", "network", "sequential", "saving")
    space = Namespace(
        "keras.engine",
        None,
        {
            "Input": Lazy("compat.keras._layers:NAMESPACE.Input"),
            "InputLayer": Lazy("compat.keras._layers:NAMESPACE.InputLayer"),
            "InputSpec": Lazy("tf_keras.layers:InputSpec"),
            "Layer": Lazy("compat.keras._layers:NAMESPACE.Layer"),
            "Model": Lazy("compat.keras._models:Model"),
            "Network": Lazy("compat.keras._models:Model"),
            "Sequential": Lazy("compat.keras._models:Sequential"),
            "get_source_inputs": Lazy("tf_keras.utils:get_source_inputs"),
        },
    )
    space.__dict__["_ns"][2].update({n: space for n in names})
    return space


def _models():
    return _plain(
        "models",
        {
            "Model": Lazy("compat.keras._models:Model"),
            "Sequential": Lazy("compat.keras._models:Sequential"),
            "Input": Lazy("compat.keras._layers:NAMESPACE.Input"),
            "load_model": Lazy("compat.keras._models:load_model"),
            "model_from_json": Lazy("compat.keras._models:model_from_json"),
        },
    )


def _utils():
    return _plain(
        "utils",
        {
            "multi_gpu_model": Lazy("compat.keras._models:multi_gpu_model"),
            "convert_all_kernels_in_model": Lazy("compat.keras._models:unchanged"),
            "print_summary": Lazy("compat.keras._models:print_summary"),
        },
    )


def _preprocessing(rest):
    space = _legacy.keras_module("preprocessing")
    module = getattr(space, rest, None)
    return module if isinstance(module, types.ModuleType) else None

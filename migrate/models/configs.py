"""What Keras 2 wrote of a model's layers, in the words of Keras 3. Plain dictionaries; no Keras is needed."""

from __future__ import annotations

from typing import Any

Config = dict[str, Any]

MODELS = {"Model": "Functional", "Functional": "Functional", "Sequential": "Sequential"}
# Keras 2's hard sigmoid is clip(0.2 x + 0.5, 0, 1); that of Keras 3 has another slope
_HARD_SIGMOID = "hard_sigmoid"
_WRAPPERS = ("Bidirectional", "TimeDistributed")
# arguments that Keras 3 no longer has, and the values that mean nothing to it
_GONE = {"batch_input_shape", "input_length", "implementation", "time_major", "ragged", "experimental_autocast"}
_UNLESS = {"time_major": (False, None), "ragged": (False, None)}
_CUDNN = ("CuDNNLSTM", "CuDNNGRU")


class Unconvertible(Exception):
    """A layer that Keras 3 has no equal for; the text says which and what to do."""


def translated(model: Config) -> Config:
    """A model's description for `keras.saving.deserialize_keras_object`.

    Raises Unconvertible.
    """
    kind = MODELS.get(model["class_name"])
    if kind is None:
        raise Unconvertible(f"{model['class_name']} is a class of the program: build it there and load its weights")
    config = model["config"]
    if isinstance(config, list):  # Keras before 2.2.3
        config = {"name": "sequential", "layers": config}
    config = dict(config)
    layers = [_layer(layer) for layer in config["layers"]]
    if kind == "Sequential":
        layers = _with_input(config["layers"], layers)
        config.pop("build_input_shape", None)
    config["layers"] = layers
    module = "keras" if kind == "Sequential" else "keras.src.models.functional"  # as Keras 3 writes them
    return described(module, kind, config, kind)


def described(module: str, kind: str, config: Config, registered: str | None = None) -> Config:
    """An object of Keras in the words of its files."""
    return {"module": module, "class_name": kind, "config": config, "registered_name": registered}


def _with_input(before: list[Config], layers: list[Config]) -> list[Config]:
    """A Sequential whose first layer said what it takes begins with an InputLayer."""
    first = before[0]
    if first["class_name"] == "InputLayer" or first["class_name"] in MODELS:
        return layers
    shape = first["config"].get("batch_input_shape")
    if shape is None:
        raise Unconvertible("the file does not say what shape the model takes: build it in the program")
    dtype = None if first["class_name"] == "Embedding" else first["config"].get("dtype")
    given = {"batch_shape": list(shape), "dtype": dtype or "float32"}
    return [described("keras.layers", "InputLayer", given), *layers]


def _layer(layer: Config) -> Config:
    """One layer, or a model that stands for one; `name` and `inbound_nodes` of a graph's layers stay."""
    kind = layer["class_name"]
    if kind in MODELS:
        return {**layer, **translated(layer)}
    config = dict(layer["config"])
    name = config.get("name", kind)
    if kind == "Lambda":
        raise Unconvertible(
            f"layer {name} is a Lambda, whose code only the Python that wrote it can read: "
            "build the model in the program and load its weights"
        )
    if kind in _CUDNN:
        raise Unconvertible(f"layer {name} is a {kind}: load it into {kind[5:]} with TensorFlow 1 first")
    if kind == "InputLayer":
        config["batch_shape"] = config.pop("batch_input_shape")
    if kind.startswith("Separable"):  # what its base class described and it never used
        for key in ("kernel_initializer", "kernel_regularizer", "kernel_constraint"):
            config.pop(key, None)
    for key, value in list(config.items()):
        if key in _GONE:
            if key in _UNLESS and value not in _UNLESS[key]:
                raise Unconvertible(f"layer {name} has {key}={value!r}, which Keras 3 has not")
            del config[key]
        elif key.endswith("initializer") and isinstance(value, dict):
            config[key] = _initializer(value)
        elif key.endswith("activation") and value == _HARD_SIGMOID:
            config[key] = _hard_sigmoid()
        elif key == "axis" and isinstance(value, list) and len(value) == 1:
            config[key] = value[0]
    if kind in _WRAPPERS:
        config["layer"] = _layer(config["layer"])
        if isinstance(config.get("backward_layer"), dict):
            config["backward_layer"] = _layer(config["backward_layer"])
    if kind == "BatchNormalization":
        _normalization(config, name)
    kept = {key: value for key, value in layer.items() if key not in ("class_name", "config")}
    return {**kept, **described("keras.layers", kind, config)}


def _normalization(config: Config, name: str) -> None:
    for key in ("renorm", "virtual_batch_size", "adjustment"):
        if config.pop(key, None):
            raise Unconvertible(f"layer {name} has {key}, which Keras 3 has not")
    for key in ("fused", "renorm_clipping", "renorm_momentum"):
        config.pop(key, None)


def _initializer(value: Config) -> Config:
    config = {key: item for key, item in (value.get("config") or {}).items() if key != "dtype"}
    return {**value, "config": config}


def _hard_sigmoid() -> Config:
    """Keras 2's function, out of layers: 0.2 x + 0.5 between 0 and 1."""
    scaled = described("keras.layers", "Rescaling", {"scale": 0.2, "offset": 0.5})
    cut = described("keras.layers", "ReLU", {"max_value": 1.0})
    return described("keras", "Sequential", {"name": _HARD_SIGMOID, "layers": [scaled, cut]}, "Sequential")

"""Reads a model file of Keras 2, makes the same model with Keras 3, proves it, and writes it.

The proof: legacy Keras reads the old file too, and both models predict the same for random inputs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrate.models import configs, training
from migrate.models.configs import Config, Unconvertible

_TOLERANCE = 1e-4  # of the largest prediction; float32 sums in another order move by a tenth of it at most
_BATCH = 4
_VOCABULARY = 2  # whole numbers that any embedding has
_TIMES = 5  # of a dimension that is left open


@dataclass(frozen=True)
class Converted:
    """`difference`: the largest difference of predictions, relative to the largest of them. `left`: what is not in the
    new file, and why; "" where the model goes on as it was.
    """

    layers: int
    parameters: int
    difference: float
    left: str


def convert(old: Path, new: Path) -> Converted:
    """Writes the model of an HDF5 file of Keras 2 to a `.keras` file.

    Raises Unconvertible, and OSError for a file that cannot be read or written; nothing is written then.
    """
    import keras

    with _open(old) as file:
        model_config = _json(file, "model_config")
        if model_config is None:
            raise Unconvertible("the file holds weights alone: build the model in the program and load them")
        trained = _json(file, "training_config")
        standalone = not str(_text(file.attrs.get("keras_version", ""))).endswith("-tf")
        state = _optimizer_weights(file)
    try:
        model = keras.saving.deserialize_keras_object(configs.translated(model_config))
        model.load_weights(str(old))
    except Unconvertible:
        raise
    except Exception as error:
        raise Unconvertible(f"Keras 3 does not take it: {_first_line(error)}") from error
    difference = _difference(old, model)
    left = _train_on(model, trained, state, standalone)
    temporary = new.with_name(f".{new.stem}.tmp.keras")
    try:
        model.save(str(temporary))
        keras.models.load_model(str(temporary))  # what cannot be read back is no model file
        temporary.replace(new)
    finally:
        temporary.unlink(missing_ok=True)
    return Converted(len(model.layers), model.count_params(), difference, left)


def _open(path: Path) -> Any:
    import h5py

    if not h5py.is_hdf5(path):
        raise Unconvertible("this is no HDF5 file")
    return h5py.File(path, "r")


def _text(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


def _json(file: Any, name: str) -> Config | None:
    value = file.attrs.get(name)
    return None if value is None else json.loads(_text(value))


def _optimizer_weights(file: Any) -> list[Any]:
    group = file.get("optimizer_weights")
    names = [] if group is None else [_text(name) for name in group.attrs.get("weight_names", ())]
    return [group[name][()] for name in names]


def _train_on(model: Any, trained: Config | None, state: list[Any], standalone: bool) -> str:
    """Compiles the model as it was, its optimizer where it stood; what is left out, and why."""
    import keras

    if trained is None:
        return ""
    try:
        optimizer = keras.optimizers.deserialize(training.optimizer(trained))
        model.compile(optimizer=optimizer, **training.compiled(trained))
    except Unconvertible as reason:
        return f"the model is not compiled: {reason}"
    except Exception as error:
        return f"the model is not compiled: {_first_line(error)}"
    variables = model.trainable_variables
    optimizer.build(variables)
    found = training.state(trained, state, len(variables))
    if found is None:
        return "the optimizer begins anew: the file does not hold its state" if state else ""
    steps, slots = found
    # Adam of Keras 2 without TensorFlow's reads the counter of its steps after the update
    late = standalone and trained["optimizer_config"]["class_name"] == "Adam"
    optimizer.iterations.assign(steps + int(late and bool(steps)))
    for kind, arrays in slots.items():
        held = [v for v in optimizer.variables if v.path.endswith(f"_{kind}")]
        if [tuple(v.shape) for v in held] != [array.shape for array in arrays]:
            return "the optimizer begins anew: its state is that of other variables"
        for variable, array in zip(held, arrays, strict=True):
            variable.assign(array)
    return ""


def _difference(old: Path, model: Any) -> float:
    """How far the predictions of both models are apart; raises Unconvertible where that is more than rounding."""
    import numpy as np
    import tf_keras

    try:
        before = tf_keras.models.load_model(str(old), compile=False)
    except Exception as error:
        raise Unconvertible(f"legacy Keras cannot read it to compare with: {_first_line(error)}") from error
    given = _inputs(model, np)
    one, other = (_listed(made.predict_on_batch(given)) for made in (before, model))
    largest = max(float(np.abs(array).max()) for array in one) or 1.0
    worst = max(float(np.abs(a - b).max()) for a, b in zip(one, other, strict=True)) / largest
    if not worst <= _TOLERANCE:
        raise Unconvertible(f"the model computes otherwise in Keras 3: predictions are {worst:.1e} apart")
    return worst


def _inputs(model: Any, np: Any) -> Any:
    """Random inputs; whole numbers where an embedding takes them."""
    from keras import layers

    random = np.random.RandomState(7)
    embedded = {id(x) for layer in model.layers if isinstance(layer, layers.Embedding) for x in _listed(layer.input)}
    made = []
    for given in model.inputs:
        shape = [_BATCH, *(n or _TIMES for n in given.shape[1:])]
        whole = id(given) in embedded or "int" in given.dtype
        made.append(random.randint(0, _VOCABULARY, shape) if whole else random.standard_normal(shape).astype("float32"))
    return made if len(made) > 1 else made[0]


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0][:160] if str(error).strip() else ''}"

"""keras.models of Keras 2.3.1."""

import contextlib
import threading

from compat.keras import _optimizers
from compat.tf1 import _legacy

_keras = _legacy.keras_module()
_lock = threading.RLock()


def _metric_name(metric, weighted=False):
    # the name that the user gave, as Keras 2.3.1 does; tf.keras of TensorFlow 1 shortens it
    metrics = _legacy.keras_module("metrics")
    if isinstance(metric, str):
        return ("weighted_" if weighted else "") + metric
    metric = metrics.get(metric)
    name = metric.name if hasattr(metric, "name") else metric.__name__
    return ("weighted_" if weighted else "") + name


@contextlib.contextmanager
def _keras_names():
    from tf_keras.src.engine import training_utils_v1

    with _lock:
        before = training_utils_v1.get_metric_name
        training_utils_v1.get_metric_name = _metric_name
        try:
            yield
        finally:
            training_utils_v1.get_metric_name = before


def _fit_arguments(kwargs):
    if "nb_epoch" in kwargs:
        kwargs["epochs"] = kwargs.pop("nb_epoch")
    return kwargs


def _generator_arguments(kwargs):
    kwargs = _fit_arguments(kwargs)
    for old, new in (
        ("max_q_size", "max_queue_size"),
        ("nb_worker", "workers"),
        ("pickle_safe", "use_multiprocessing"),
    ):
        if old in kwargs:
            kwargs[new] = kwargs.pop(old)
    return kwargs


class _Training:
    """What models of Keras 2.3.1 do differently."""

    def _init_set_name(self, name, zero_based=True):
        super()._init_set_name(name, zero_based=False)

    def compile(self, optimizer="rmsprop", *args, **kwargs):
        with _keras_names():
            return super().compile(_optimizers.get(optimizer), *args, **kwargs)

    def fit(self, *args, **kwargs):
        return super().fit(*args, **_fit_arguments(kwargs))

    def fit_generator(self, *args, **kwargs):
        return super().fit_generator(*args, **_generator_arguments(kwargs))


class Model(_Training, _keras.Model):
    """keras.Model."""

    def __new__(cls, *args, **kwargs):
        return super().__new__(cls, *args, **_graph_arguments(kwargs))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **_graph_arguments(kwargs))


def _graph_arguments(kwargs):
    renamed = {"input": "inputs", "output": "outputs"}
    return {renamed.get(k, k): v for k, v in kwargs.items()}


class Sequential(_Training, _keras.Sequential):
    """keras.Sequential."""


def _custom(custom_objects):
    return {"Sequential": Sequential, "Model": Model, **(custom_objects or {})}


def load_model(filepath, custom_objects=None, compile=True):
    """A model from a file."""
    with _keras_names():
        return _keras.models.load_model(filepath, custom_objects=_custom(custom_objects), compile=compile)


def model_from_json(json_string, custom_objects=None):
    """A model from its architecture."""
    return _keras.models.model_from_json(json_string, custom_objects=_custom(custom_objects))


def multi_gpu_model(model, gpus=None, **kwargs):
    """Not carried over."""
    from compat.errors import MissingSymbol

    raise MissingSymbol("keras.utils.multi_gpu_model", "use tf.distribute.MirroredStrategy")


def unchanged(model):
    """Kernels need no conversion between backends any more."""
    return None


def print_summary(model, line_length=None, positions=None, print_fn=None):
    """model.summary()."""
    return model.summary(line_length=line_length, positions=positions, print_fn=print_fn)
